package dev.tidings.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.password.HashingQueue;
import dev.tidings.store.endpoint.Credentials;
import dev.tidings.store.endpoint.Endpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Logins that were found right a short time ago, so that not every request pays for hashing. Kept
 * under a code that is made with a key of this process, never under the password. Failures are not
 * kept: each pays in full. Nobody who is known waits for anybody who is being verified.
 */
@ApplicationScoped
public class VerifiedLogins {
  /** Then it is verified anew, while it is good for whoever uses it. */
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private static final Duration LIFETIME_UNUSED = Duration.ofMinutes(5);
  private static final int MAX_SIZE = 10_000;
  private static final String ALGORITHM = "HmacSHA256";

  private record Entry(Credentials credentials, long verifiedAt) {}

  private final SecretKeySpec key = randomKey();
  private final ConcurrentMap<String, CompletableFuture<Credentials>> verifying =
      new ConcurrentHashMap<>();
  private Endpoints endpoints;
  private Ticker ticker;
  private Cache<String, Entry> entries;

  /** For the proxies of CDI. */
  protected VerifiedLogins() {}

  @Inject
  public VerifiedLogins(Endpoints endpoints) {
    this(endpoints, Ticker.systemTicker());
  }

  VerifiedLogins(Endpoints endpoints, Ticker ticker) {
    this.endpoints = endpoints;
    this.ticker = ticker;
    this.entries =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(ticker)
            .maximumSize(MAX_SIZE)
            .expireAfterAccess(LIFETIME_UNUSED)
            .build();
  }

  /**
   * What the login was verified against, if that is known and counts.
   *
   * @param renewal verifies it anew, which happens beside this when it is due
   */
  Optional<Credentials> find(
      String username, String password, Supplier<CompletableFuture<Credentials>> renewal) {
    String code = code(username, password);
    Entry known = entries.getIfPresent(code);
    if (known == null) {
      return Optional.empty();
    }
    if (!isCurrent(known.credentials())) {
      entries.asMap().remove(code, known);
      return Optional.empty();
    }
    if (isDue(known)) {
      var unused = verify(code, renewal);
    }
    return Optional.of(known.credentials());
  }

  /**
   * Verifies the login. Of many equal ones at the same time one is verified and the others share
   * what comes of it: else every client would hash at once when the server has started.
   */
  CompletableFuture<Credentials> verify(
      String username, String password, Supplier<CompletableFuture<Credentials>> verification) {
    return verify(code(username, password), verification);
  }

  private CompletableFuture<Credentials> verify(
      String code, Supplier<CompletableFuture<Credentials>> verification) {
    CompletableFuture<Credentials> mine = new CompletableFuture<>();
    CompletableFuture<Credentials> others = verifying.putIfAbsent(code, mine);
    if (others != null) {
      return others;
    }
    var unused =
        begin(code, verification)
            .whenComplete(
                (credentials, failure) -> {
                  verifying.remove(code, mine);
                  end(mine, credentials, failure);
                });
    return mine;
  }

  /** Somebody else's may have ended a moment ago. */
  private CompletableFuture<Credentials> begin(
      String code, Supplier<CompletableFuture<Credentials>> verification) {
    try {
      Entry known = entries.getIfPresent(code);
      return known != null && !isDue(known) && isCurrent(known.credentials())
          ? CompletableFuture.completedFuture(known.credentials())
          : verification.get().whenComplete((found, failure) -> remember(code, found, failure));
    } catch (RuntimeException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private static void end(
      CompletableFuture<Credentials> stage, Credentials credentials, Throwable failure) {
    if (failure == null) {
      stage.complete(credentials);
    } else {
      stage.completeExceptionally(HashingQueue.cause(failure));
    }
  }

  /** One that cannot be verified now, because the server has too much to do, stays. */
  private void remember(String code, Credentials credentials, Throwable failure) {
    if (failure == null) {
      entries.put(code, new Entry(credentials, ticker.read()));
    } else if (HashingQueue.cause(failure) instanceof TidingsException refusal
        && refusal.type() == ErrorType.NOT_AUTHENTICATED) {
      entries.invalidate(code);
    }
  }

  private boolean isDue(Entry known) {
    return ticker.read() - known.verifiedAt() >= LIFETIME.toNanos();
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

  void whenChanged(LongConsumer endpointListener) {
    endpoints.whenChanged(endpointListener);
  }

  /** The same as far as it is known without asking the database. */
  boolean isKnownToBeCurrent(Credentials known) {
    return endpoints
        .remembered(known.endpointId())
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
