package dev.tidings.transport.websocket.service;

import dev.tidings.api.Content;
import dev.tidings.api.ErrorType;
import dev.tidings.api.ServiceRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.api.WebSocketService;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.transport.json.MessageJson;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** What clients can invoke: the operations of this package, and the application's own services. */
@ApplicationScoped
public class ServiceRegistry {
  @Inject QueueOperations queues;
  @Inject SettlementOperations settlements;
  @Inject PublishOperation publishing;
  @Inject BatchPublishOperation batches;
  @Inject CurrentSession current;
  @Inject Settings settings;
  @Inject @Any Instance<WebSocketService> own;

  private final Map<String, ServiceOperation> operations = new HashMap<>();

  @PostConstruct
  void find() {
    Set<String> allowed = names(settings.optional(Setting.WEBSOCKET_SERVICES).orElse(""));
    for (WebSocketService service : own) {
      if (allowed.contains(service.name())) {
        operations.put(service.name(), call -> handle(service, call));
      }
    }
    operations.put(
        "zato.ping", call -> ServiceResponse.object(json -> json.field("pong", "zato")).now());
    operations.put("zato.pubsub.pubapi.publish-message", publishing);
    operations.put("zato.pubsub.pubapi.subscribe-wsx", queues::subscribe);
    operations.put("zato.pubsub.subscription.create-wsx-subscription", queues::subscribe);
    operations.put("zato.pubsub.pubapi.get-messages", queues::getMessages);
    operations.put("zato.pubsub.pubapi.unsubscribe", queues::unsubscribe);
    operations.put("zato.pubsub.resume-wsx-subscription", queues::resume);
    operations.put("tidings.publish", batches);
    operations.put("tidings.acknowledge", settlements::acknowledge);
    operations.put("tidings.reject", settlements::reject);
    operations.put("tidings.extend", settlements::extend);
  }

  private static Set<String> names(String commaSeparated) {
    return Arrays.stream(commaSeparated.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  /**
   * The operation of that name.
   *
   * @throws TidingsException {@link ErrorType#ACCESS_DENIED} in the same words for one that does
   *     not exist and one that may not be invoked
   */
  public ServiceOperation require(String name) {
    return Optional.ofNullable(operations.get(name))
        .orElseThrow(
            () ->
                new TidingsException(
                    ErrorType.ACCESS_DENIED,
                    "There is no service of that name, or clients may not invoke it."));
  }

  private CompletionStage<ServiceResponse> handle(WebSocketService service, ServiceCall call) {
    ServiceRequest request =
        new ServiceRequest(call.endpoint(), call.clientId(), call.content().orElse(null));
    Optional<Content> data = current.during(call, () -> service.handle(request));
    return data.map(content -> ServiceResponse.of(json -> MessageJson.writeData(json, content)))
        .orElseGet(ServiceResponse::nothing)
        .now();
  }
}
