package dev.tidings.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tidings.endpoint.Credentials;
import dev.tidings.endpoint.Endpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Logins that were found right a short time ago, so that not every request pays for hashing. Kept
 * under a code that is made with a key of this process, never under the password. Failures are not
 * kept: each pays in full.
 */
@ApplicationScoped
public class VerifiedLogins {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int MAX_SIZE = 10_000;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key = randomKey();
  private Endpoints endpoints;
  private Cache<String, Credentials> logins;

  /** For the proxies of CDI. */
  protected VerifiedLogins() {}

  @Inject
  public VerifiedLogins(Endpoints endpoints) {
    this(endpoints, Ticker.systemTicker());
  }

  VerifiedLogins(Endpoints endpoints, Ticker ticker) {
    this.endpoints = endpoints;
    this.logins =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(MAX_SIZE)
            .expireAfterWrite(LIFETIME)
            .build();
  }

  /**
   * What the login was verified against; verifies it if that is not known any more. Of many equal
   * logins at the same time one is verified and the others wait for it: else every client would
   * hash at once when the memory runs out.
   */
  Credentials verified(String username, String password, Supplier<Credentials> verification) {
    String code = code(username, password);
    Credentials known = logins.get(code, c -> verification.get());
    if (isCurrent(known)) {
      return known;
    }
    logins.asMap().remove(code, known);
    return logins.get(code, c -> verification.get());
  }

  /**
   * Whether nothing that is known of the endpoint is newer. The endpoint as it is remembered may be
   * older than the login, which was verified against the database: then the login counts.
   */
  boolean isCurrent(Credentials known) {
    return endpoints
        .find(known.endpointId())
        .filter(endpoint -> endpoint.version() <= known.version())
        .isPresent();
  }

  /** No username has the character in the middle, so no two logins have the same text. */
  private String code(String username, String password) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal((username + '\0' + password).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }

  private static SecretKeySpec randomKey() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new SecretKeySpec(bytes, ALGORITHM);
  }
}
