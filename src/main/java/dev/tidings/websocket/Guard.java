package dev.tidings.websocket;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Login;
import dev.tidings.transport.delivery.SerialExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Lets a session do things only while its login could be made again. Where nothing has changed,
 * that is known at once; otherwise the database says it. Used in the session's turns only.
 */
final class Guard {
  private static final Logger LOG = System.getLogger(Guard.class.getName());

  private final Shared shared;
  private final SerialExecutor turns;
  private final Runnable onRevoked;
  private volatile Optional<Login> login = Optional.empty();

  /**
   * Of a session in which nobody has logged in yet.
   *
   * @param onRevoked what to do, in a turn, when the login is not good any more
   */
  Guard(Shared shared, SerialExecutor turns, Runnable onRevoked) {
    this.shared = shared;
    this.turns = turns;
    this.onRevoked = onRevoked;
  }

  void loggedIn(Login known) {
    login = Optional.of(known);
  }

  /** Who is logged in. */
  Optional<Login> login() {
    return login;
  }

  /** An endpoint has changed; on any thread. */
  void changed(long endpointId) {
    if (login.filter(known -> known.concerns(endpointId)).isPresent()) {
      turns.execute(this::check);
    }
  }

  /** Ends the session if its login is not good any more, maybe a little later. */
  void check() {
    check(() -> {}, () -> {});
  }

  /**
   * Does something in a turn, at once where the login is known to be good.
   *
   * @param otherwise what to do where it is not, or nobody can tell
   */
  void check(Runnable ifGood, Runnable otherwise) {
    if (login.isEmpty() || login.get().isKnownToBeGood()) {
      ifGood.run();
    } else {
      shared.calls().execute(() -> look(login.get(), ifGood, otherwise));
    }
  }

  private void look(Login known, Runnable ifGood, Runnable otherwise) {
    try {
      boolean isGood = known.isStillGood();
      turns.execute(isGood ? ifGood : () -> revoke(otherwise));
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "A login could not be checked", failure);
      turns.execute(otherwise);
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
  static void requireGood(Login known) {
    if (!known.isStillGood()) {
      throw new TidingsException(
          ErrorType.NOT_AUTHENTICATED,
          "The password or the endpoint has changed since the login; log in again");
    }
  }
}
