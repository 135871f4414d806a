package dev.tidings.transport.delivery;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Login;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Lets a connection do things only while its login could be made again. Where nothing has changed,
 * that is known at once; otherwise the database is asked. Used in the connection's {@link
 * SerialExecutor} only.
 */
public final class LoginCheck {
  private static final Logger LOG = System.getLogger(LoginCheck.class.getName());

  /** So long after a change at the latest, it is noticed. */
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(5);

  private final Executor calls;
  private final LongSupplier nanoTime;
  private final SerialExecutor executor;
  private final Runnable onRevoked;
  private volatile Optional<Login> login = Optional.empty();
  private long checkedAt;

  /**
   * Of a connection on which nobody has logged in yet.
   *
   * @param onRevoked what to do, in the executor, when the login is not good any more
   */
  public LoginCheck(DeliveryContext context, SerialExecutor executor, Runnable onRevoked) {
    this.calls = context.calls();
    this.nanoTime = context.nanoTime();
    this.checkedAt = nanoTime.getAsLong();
    this.executor = executor;
    this.onRevoked = onRevoked;
  }

  public void loggedIn(Login known) {
    login = Optional.of(known);
  }

  /** Who is logged in. */
  public Optional<Login> login() {
    return login;
  }

  /** An endpoint has changed; on any thread. */
  public void endpointChanged(long endpointId) {
    if (login.filter(known -> known.concerns(endpointId)).isPresent()) {
      executor.execute(this::check);
    }
  }

  /** Checks it where that has not been done for some seconds; called every now and then. */
  public void tick() {
    long now = nanoTime.getAsLong();
    if (now - checkedAt >= BETWEEN_CHECKS.toNanos()) {
      checkedAt = now;
      check();
    }
  }

  /** Revokes the login if it is not good any more, maybe a little later. */
  private void check() {
    check(() -> {}, () -> {});
  }

  /**
   * Does something in the executor, at once where the login is known to be good.
   *
   * @param otherwise what to do where it is not, or nobody can tell
   */
  public void check(Runnable ifGood, Runnable otherwise) {
    if (login.isEmpty() || login.get().isKnownToBeGood()) {
      ifGood.run();
    } else {
      calls.execute(() -> look(login.get(), ifGood, otherwise));
    }
  }

  private void look(Login known, Runnable ifGood, Runnable otherwise) {
    try {
      boolean isGood = known.isStillGood();
      executor.execute(isGood ? ifGood : () -> revoke(otherwise));
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "A login could not be checked", failure);
      executor.execute(otherwise);
    }
  }

  private void revoke(Runnable otherwise) {
    onRevoked.run();
    otherwise.run();
  }

  /**
   * The same on a thread that may wait for the database.
   *
   * @throws TidingsException {@link ErrorType#NOT_AUTHENTICATED}
   */
  public static void requireGood(Login known) {
    if (!known.isStillGood()) {
      throw new TidingsException(
          ErrorType.NOT_AUTHENTICATED,
          "The password or the endpoint has changed since the login; log in again");
    }
  }
}
