package dev.tidings.it;

import dev.tidings.api.Content;
import dev.tidings.api.PubSub;
import dev.tidings.api.ServiceRequest;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.WebSocketService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** A service of an application: goes on with a subscription on the WebSocket of its invoker. */
@ApplicationScoped
public class ResumingService implements WebSocketService {
  @Inject PubSub pubSub;

  @Override
  public String name() {
    return "it.go-on";
  }

  @Override
  public Optional<Content> handle(ServiceRequest request) {
    pubSub.resumeWsxSubscription(SubscriptionKey.of(request.data().orElseThrow().asString()));
    return Optional.empty();
  }
}
