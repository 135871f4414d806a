package dev.tidings.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Content;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.wire.CompatibleRequest;
import dev.tidings.wire.Json;
import dev.tidings.wire.PublicationJson;
import java.util.Collection;
import java.util.Optional;

/**
 * One invocation of a service.
 *
 * @param endpoint the one that is logged in
 * @param clientId how the client calls itself; may be empty
 * @param request what it sent; an object or array as JSON
 * @param client the session that it came from
 */
record Call(
    String service, String endpoint, String clientId, Optional<Json> request, Client client) {

  /** What an operation may do with the session that invoked it. */
  interface Client {
    void deliver(SubscriptionKey key, SubscribeOptions options);

    /** As {@link #deliver}, and nothing where that is done already. */
    void resume(SubscriptionKey key, SubscribeOptions options);

    void stop(SubscriptionKey key);

    /** Deliveries are settled that may have been this session's. */
    void settled(Collection<Receipt> receipts);
  }

  /** The request as an object in the manner of Zato's services. */
  CompatibleRequest fields() {
    return CompatibleRequest.of(json());
  }

  /**
   * The request as JSON, empty when there is none.
   *
   * @throws TidingsException when it is not an object
   */
  byte[] json() {
    if (request.isEmpty() || request.get() instanceof Json.Nothing) {
      return new byte[0];
    }
    if (request.get() instanceof Json.Verbatim verbatim) {
      return verbatim.json().getBytes(UTF_8);
    }
    throw TidingsException.invalid("request", "must be an object");
  }

  /** The request as anything; empty when there is none. */
  Optional<Content> content() {
    return request.flatMap(PublicationJson::content);
  }
}
