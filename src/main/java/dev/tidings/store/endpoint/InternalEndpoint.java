package dev.tidings.store.endpoint;

import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import java.util.List;

/** The endpoint that code inside the server acts as when it names no other. */
public final class InternalEndpoint {
  public static final String NAME = "tidings.internal";

  private InternalEndpoint() {}

  /** May use every topic and never logs in. */
  public static EndpointSettings settings() {
    List<String> patterns = List.of("pub=/**", "sub=/**");
    return new EndpointSettings(NAME, EndpointType.INTERNAL, Role.PUB_SUB, "", "", patterns, true);
  }
}
