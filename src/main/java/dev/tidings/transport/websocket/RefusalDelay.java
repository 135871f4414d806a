package dev.tidings.transport.websocket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.security.ClientNetwork;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long clients wait for the answer to a login that was refused: there are some that connect
 * again at once, and for ever. The more often that happens at an address, the longer.
 */
final class RefusalDelay {
  static final Duration FIRST = Duration.ofSeconds(1);
  static final Duration LONGEST = Duration.ofSeconds(10);

  /** So many sockets wait; whoever comes then is refused at once. */
  static final int MOST_AT_ONCE = 1_000;

  private static final Duration MEMORY = Duration.ofMinutes(1);
  private static final int MAX_ADDRESSES = 20_000;

  private final AtomicInteger waiting = new AtomicInteger();

  private final Cache<String, AtomicInteger> earlier =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumSize(MAX_ADDRESSES)
          .expireAfterAccess(MEMORY)
          .build();

  /** The wait of one more, whose end has to be told; empty when too many wait already. */
  Optional<Duration> begin(String address) {
    if (waiting.incrementAndGet() > MOST_AT_ONCE) {
      end();
      return Optional.empty();
    }
    int before =
        earlier.get(ClientNetwork.of(address), network -> new AtomicInteger()).getAndIncrement();
    return Optional.of(delay(before));
  }

  private static Duration delay(int before) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(before, 0), Short.SIZE));
    return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
  }

  /** One has been refused, or has gone before. */
  void end() {
    waiting.decrementAndGet();
  }
}
