package dev.tidings.it;

import dev.tidings.api.Content;
import dev.tidings.api.PubSub;
import dev.tidings.api.ServiceRequest;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.WebSocketService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** A service of an application: subscribes the WebSocket of whoever invokes it. */
@ApplicationScoped
public class WatchingService implements WebSocketService {
  @Inject PubSub pubSub;

  @Override
  public String name() {
    return "it.watch";
  }

  @Override
  public Optional<Content> handle(ServiceRequest request) {
    String topic = request.data().orElseThrow().asString();
    SubscriptionKey key = pubSub.subscribe(topic, SubscribeOptions.currentWebSocket());
    return Optional.of(
        Content.object(Map.of("sub_key", key.value(), "endpoint", request.endpoint())));
  }
}
