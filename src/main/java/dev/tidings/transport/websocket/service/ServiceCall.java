package dev.tidings.transport.websocket.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Content;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.json.JsonTree;
import dev.tidings.transport.json.JsonTreeReader;
import dev.tidings.transport.json.PublicationJson;
import dev.tidings.transport.json.Violations;
import dev.tidings.transport.zato.ZatoRequest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * One invocation of a service.
 *
 * @param endpoint the one that is logged in
 * @param clientId how the client calls itself; may be empty
 * @param request what it sent; an object or array as JSON
 * @param client the session that it came from
 */
public record ServiceCall(
    String service, String endpoint, String clientId, Optional<JsonTree> request, Client client) {

  /** The name of the field that is handed to a service as it is. */
  private static final String REQUEST = "request";

  /**
   * The call that an envelope stands for.
   *
   * @throws TidingsException when it names no service
   */
  public static ServiceCall of(Envelope envelope, String endpoint, Client client) {
    if (!(envelope.data().orElse(null) instanceof JsonTree.Verbatim data)) {
      throw TidingsException.invalid("data", "must be an object with the name of a service");
    }
    Violations violations = new Violations();
    Map<String, JsonTree> fields = JsonTreeReader.object(data.json(), REQUEST, violations);
    violations.throwIfAny();
    if (!(fields.get("service") instanceof JsonTree.Text service)) {
      throw TidingsException.invalid("data.service", "must be the name of a service");
    }
    return new ServiceCall(
        service.value(),
        endpoint,
        envelope.clientId(),
        Optional.ofNullable(fields.get(REQUEST)),
        client);
  }

  /** What an operation may do with the session that invoked it. */
  public interface Client {
    void deliver(SubscriptionKey key, SubscribeOptions options);

    /** As {@link #deliver}, and nothing where that is done already. */
    void resume(SubscriptionKey key, SubscribeOptions options);

    void stop(SubscriptionKey key);

    /** Deliveries are settled that may have been this session's. */
    void settled(Collection<Receipt> receipts);
  }

  /** The request as an object in the manner of Zato's services. */
  ZatoRequest fields() {
    return ZatoRequest.of(json());
  }

  /**
   * The request as JSON, empty when there is none.
   *
   * @throws TidingsException when it is not an object
   */
  byte[] json() {
    if (request.isEmpty() || request.get() instanceof JsonTree.Nothing) {
      return new byte[0];
    }
    if (request.get() instanceof JsonTree.Verbatim verbatim) {
      return verbatim.json().getBytes(UTF_8);
    }
    throw TidingsException.invalid("request", "must be an object");
  }

  /** The request as anything; empty when there is none. */
  Optional<Content> content() {
    return request.flatMap(PublicationJson::content);
  }
}
