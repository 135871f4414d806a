package dev.tidings.security;

import java.util.function.BooleanSupplier;

/** A login that somebody stays with: on a connection, where a request is over at once. */
public final class Login {
  private final Caller caller;
  private final BooleanSupplier check;

  /**
   * A login.
   *
   * @param check whether it could be made again now
   */
  public Login(Caller caller, BooleanSupplier check) {
    this.caller = caller;
    this.check = check;
  }

  public Caller caller() {
    return caller;
  }

  /**
   * Whether it could be made again now, as the same endpoint with the same password. May ask the
   * database, but only when the endpoint has changed.
   */
  public boolean isStillGood() {
    return check.getAsBoolean();
  }
}
