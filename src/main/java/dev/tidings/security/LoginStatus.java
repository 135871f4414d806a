package dev.tidings.security;

import dev.tidings.api.Role;
import java.util.function.BooleanSupplier;

/** Whether a login could be made again now, as the same endpoint with the same password. */
public interface LoginStatus {

  /** Whether it could. May ask the database, but only when the endpoint has changed. */
  boolean isGood();

  /**
   * Whether it is known at once that it could; asks nobody. Where it is not, {@link #isGood} has to
   * be asked.
   */
  boolean isKnownToBeGood();

  /** Whether it could, and the endpoint had that role still. May ask the database likewise. */
  default boolean isGoodAs(Role role) {
    return isGood();
  }

  /** Whether it depends on that endpoint. */
  boolean concerns(long endpointId);

  /** One that is known at any time. */
  static LoginStatus of(BooleanSupplier check) {
    return new LoginStatus() {
      @Override
      public boolean isGood() {
        return check.getAsBoolean();
      }

      @Override
      public boolean isKnownToBeGood() {
        return check.getAsBoolean();
      }

      @Override
      public boolean concerns(long endpointId) {
        return true;
      }
    };
  }
}
