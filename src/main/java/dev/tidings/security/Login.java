package dev.tidings.security;

import java.util.function.BooleanSupplier;

/** A login that somebody stays with: on a connection, where a request is over at once. */
public final class Login {
  private final Caller caller;
  private final LoginStatus loginStatus;

  /**
   * A login.
   *
   * @param loginStatus whether it could be made again now
   */
  public Login(Caller caller, LoginStatus loginStatus) {
    this.caller = caller;
    this.loginStatus = loginStatus;
  }

  /** One whose standing is known at any time. */
  public Login(Caller caller, BooleanSupplier check) {
    this(caller, LoginStatus.of(check));
  }

  public Caller caller() {
    return caller;
  }

  /**
   * Whether it could be made again now, as the same endpoint with the same password. May ask the
   * database, but only when the endpoint has changed.
   */
  public boolean isStillGood() {
    return loginStatus.isGood();
  }

  /** Whether a change of that endpoint may have changed its worth. */
  public boolean concerns(long endpointId) {
    return loginStatus.concerns(endpointId);
  }

  /** Whether that is known at once; asks nobody. Where it is not, the other has to be asked. */
  public boolean isKnownToBeGood() {
    return loginStatus.isKnownToBeGood();
  }
}
