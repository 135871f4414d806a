package dev.tidings.api;

import java.io.Serializable;

/**
 * An endpoint as definitions describe it.
 *
 * @param settings with a new password, or an empty one
 * @param passwordHash what is stored of its password; empty where that is not told
 */
public record EndpointDefinition(EndpointSettings settings, String passwordHash)
    implements Serializable {

  /** The endpoint; neither its password nor what is stored of it. */
  @Override
  public String toString() {
    return settings.toString();
  }
}
