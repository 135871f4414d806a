package dev.tidings.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.config.Setting;
import dev.tidings.config.Settings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Limits failed logins for each account from each address. Nobody is locked out for good, and
 * nobody by somebody else's failures from another address.
 */
@ApplicationScoped
public class LoginAttempts {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int MAX_BUCKETS = 20_000;

  private record Origin(String username, String address) {}

  private int failuresPerPeriod;
  private TimeMeter time;

  // A bucket that was left alone for a period is full again, so forgetting it changes nothing.
  private final Cache<Origin, Bucket> buckets =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumSize(MAX_BUCKETS)
          .expireAfterAccess(PERIOD.plusSeconds(1))
          .build();

  /** For the proxies of CDI. */
  protected LoginAttempts() {}

  @Inject
  public LoginAttempts(Settings settings) {
    this(settings.number(Setting.SECURITY_MAX_FAILED_LOGINS), TimeMeter.SYSTEM_NANOTIME);
  }

  LoginAttempts(int failuresPerPeriod, TimeMeter time) {
    this.failuresPerPeriod = failuresPerPeriod;
    this.time = time;
  }

  /**
   * Runs the login, which costs an attempt if it fails because of its credentials. The attempt is
   * taken before and given back after, so that many at the same time cannot all find one left.
   *
   * @throws TidingsException {@link ErrorType#TOO_MANY_ATTEMPTS} without running it
   */
  <T> T limited(String username, String address, Supplier<T> login) {
    Bucket bucket = buckets.get(new Origin(username, address), origin -> newBucket());
    takeAttempt(bucket);
    boolean isFailedLogin = false;
    try {
      return login.get();
    } catch (TidingsException e) {
      isFailedLogin = e.type() == ErrorType.NOT_AUTHENTICATED;
      throw e;
    } finally {
      if (!isFailedLogin) {
        bucket.addTokens(1);
      }
    }
  }

  private static void takeAttempt(Bucket bucket) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw TidingsException.retryLater(
          ErrorType.TOO_MANY_ATTEMPTS,
          "Too many logins to this account have failed; wait before the next",
          Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(failuresPerPeriod).refillGreedy(failuresPerPeriod, PERIOD))
        .withCustomTimePrecision(time)
        .build();
  }
}
