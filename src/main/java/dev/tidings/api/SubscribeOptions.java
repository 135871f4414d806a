package dev.tidings.api;

import java.io.Serializable;
import java.util.Objects;

/** Who subscribes. */
public final class SubscribeOptions implements Serializable {
  private static final long serialVersionUID = 1;

  private final String endpoint;

  private SubscribeOptions(String endpoint) {
    this.endpoint = endpoint;
  }

  /** The endpoint of that name, whose role and patterns are checked. */
  public static SubscribeOptions endpoint(String name) {
    return new SubscribeOptions(Objects.requireNonNull(name, "name"));
  }

  public String endpoint() {
    return endpoint;
  }
}
