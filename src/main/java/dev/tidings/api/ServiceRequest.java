package dev.tidings.api;

import java.util.Objects;
import java.util.Optional;

/** What a client asks of a {@link WebSocketService}. */
public final class ServiceRequest {
  private final String endpoint;
  private final String clientId;
  private final Content data;

  /**
   * A request.
   *
   * @param data null when the client sent none
   */
  public ServiceRequest(String endpoint, String clientId, Content data) {
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.clientId = Objects.requireNonNull(clientId, "clientId");
    this.data = data;
  }

  /** The name of the endpoint that is logged in on the WebSocket. */
  public String endpoint() {
    return endpoint;
  }

  /** How the client calls itself, which proves nothing; empty when it does not say. */
  public String clientId() {
    return clientId;
  }

  /** What the client sent as {@code request}: a text, or any other JSON value as JSON. */
  public Optional<Content> data() {
    return Optional.ofNullable(data);
  }
}
