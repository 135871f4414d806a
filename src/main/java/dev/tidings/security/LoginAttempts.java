package dev.tidings.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Measurements.LoginRefusal;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.security.password.HashingQueue;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Limits failed logins for each account from each address, and from each address over all accounts.
 * Nobody is locked out for good, and nobody by somebody else's failures from another address; nor
 * by those of others at his own address once he has logged in from there.
 */
@ApplicationScoped
public class LoginAttempts {
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration TRUST = Duration.ofHours(24);
  private static final int MAX_SIZE = 20_000;

  private record Origin(String username, String network) {}

  private int failuresOfAccount;
  private int failuresOfNetwork;
  private TimeMeter time;
  private Measurements measurements;
  private Cache<Origin, Bucket> accounts;
  private Cache<String, Bucket> networks;
  private Cache<Origin, Boolean> trusted;

  /** For the proxies of CDI. */
  protected LoginAttempts() {}

  @Inject
  public LoginAttempts(Settings settings, Measurements measurements) {
    this(
        settings.number(Setting.SECURITY_MAX_FAILED_LOGINS),
        settings.number(Setting.SECURITY_MAX_FAILED_LOGINS_PER_ADDRESS),
        TimeMeter.SYSTEM_NANOTIME,
        measurements);
  }

  LoginAttempts(
      int failuresOfAccount, int failuresOfNetwork, TimeMeter time, Measurements measurements) {
    this.measurements = measurements;
    this.failuresOfAccount = failuresOfAccount;
    this.failuresOfNetwork = failuresOfNetwork;
    this.time = time;
    // A bucket that was left alone for a period is full again, so forgetting it changes nothing.
    accounts = remembering(PERIOD.plusSeconds(1));
    networks = remembering(PERIOD.plusSeconds(1));
    trusted = remembering(TRUST);
  }

  private static <K, V> Cache<K, V> remembering(Duration time) {
    return Caffeine.newBuilder()
        .executor(Runnable::run)
        .maximumSize(MAX_SIZE)
        .expireAfterAccess(time)
        .build();
  }

  /**
   * Runs the login, which costs an attempt if it fails because of its credentials. The attempt is
   * taken before and given back after, so that many at the same time cannot all find one left.
   *
   * @param login is told for whom it is
   * @throws TidingsException {@link ErrorType#TOO_MANY_ATTEMPTS} without running it
   */
  <T> CompletableFuture<T> limited(
      String username, String address, Function<HashingQueue.Client, CompletableFuture<T>> login) {
    Origin origin = new Origin(username, ClientNetwork.of(address));
    boolean isTrusted = trusted.getIfPresent(origin) != null;
    List<Bucket> taken = takeAttempts(origin, isTrusted);
    String client = isTrusted ? origin.network() + ' ' + username : origin.network();
    return login
        .apply(new HashingQueue.Client(client, isTrusted))
        .whenComplete((result, failure) -> settle(origin, taken, failure));
  }

  private void settle(Origin origin, List<Bucket> taken, Throwable failure) {
    boolean isFailedLogin =
        failure instanceof TidingsException refusal
            && refusal.type() == ErrorType.NOT_AUTHENTICATED;
    if (isFailedLogin) {
      measurements.refused(LoginRefusal.CREDENTIALS);
    } else {
      taken.forEach(bucket -> bucket.addTokens(1));
    }
    if (failure == null) {
      trusted.put(origin, true);
    }
  }

  private List<Bucket> takeAttempts(Origin origin, boolean isTrusted) {
    Bucket account = accounts.get(origin, o -> newBucket(failuresOfAccount));
    take(account, "Too many logins to this account have failed; wait before the next");
    if (isTrusted) {
      return List.of(account);
    }
    Bucket network = networks.get(origin.network(), n -> newBucket(failuresOfNetwork));
    try {
      take(network, "Too many logins from this address have failed; wait before the next");
    } catch (TidingsException refusal) {
      account.addTokens(1);
      throw refusal;
    }
    return List.of(account, network);
  }

  private void take(Bucket bucket, String refusal) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      measurements.refused(LoginRefusal.ATTEMPTS);
      throw TidingsException.retryLater(
          ErrorType.TOO_MANY_ATTEMPTS, refusal, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
  }

  private Bucket newBucket(int failures) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, PERIOD))
        .withCustomTimePrecision(time)
        .build();
  }
}
