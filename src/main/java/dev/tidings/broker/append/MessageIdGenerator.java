package dev.tidings.broker.append;

import dev.tidings.api.MessageId;
import dev.tidings.platform.concurrent.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Creates message ids: 48 bits of milliseconds, and 48 bits that start at a random value in each
 * millisecond and increase within it. So the ids of one node increase, and the ids of several nodes
 * do not collide.
 */
@ApplicationScoped
public class MessageIdGenerator {
  /** One bit is left free, so that counting up in a millisecond does not run over. */
  private static final long RANDOM_MASK = (1L << 47) - 1;

  @Inject @DatabaseTime Clock clock;

  private final SecureRandom random = new SecureRandom();
  private long lastMillis;
  private long lastTail;

  /** The next id, greater than all before it even if the clock steps back. */
  public synchronized MessageId next() {
    long now = clock.millis();
    if (now > lastMillis) {
      lastMillis = now;
      lastTail = random.nextLong() & RANDOM_MASK;
    } else {
      lastTail++;
    }
    return MessageId.of(
        ByteBuffer.allocate(MessageId.BYTES)
            .putShort((short) (lastMillis >> Integer.SIZE))
            .putInt((int) lastMillis)
            .putShort((short) (lastTail >> Integer.SIZE))
            .putInt((int) lastTail)
            .array());
  }
}
