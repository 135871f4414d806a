package dev.tidings.store.subscription;

import dev.tidings.api.EndpointType;
import dev.tidings.api.SubscriptionKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes subscription keys that nobody can guess: 96 random bits each. */
@ApplicationScoped
public class SubscriptionKeyGenerator {
  private static final int RANDOM_BYTES = 12;

  private final SecureRandom random = new SecureRandom();

  public SubscriptionKey next(EndpointType type) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return SubscriptionKey.of("zpsk." + type.wireName() + "." + HexFormat.of().formatHex(bytes));
  }
}
