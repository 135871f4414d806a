package dev.tidings.api;

import java.util.Optional;

/**
 * Something that clients can invoke by its name over their WebSockets: a CDI bean of the
 * application. The setting {@code tidings.websocket.services} names those that may be invoked.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Watch implements WebSocketService {
 *   @Inject PubSub pubSub;
 *
 *   public String name() {
 *     return "orders.watch";
 *   }
 *
 *   public Optional<Content> handle(ServiceRequest request) {
 *     SubscriptionKey key = pubSub.subscribe("/orders/new", SubscribeOptions.currentWebSocket());
 *     return Optional.of(Content.object(Map.of("sub_key", key.value())));
 *   }
 * }
 * }</pre>
 */
public interface WebSocketService {

  /** The name by which clients invoke it; the same each time. */
  String name();

  /**
   * Answers a client. While it runs, the client's next requests wait, and the current WebSocket is
   * the client's, on this thread only. What it throws is the answer: a {@link TidingsException}
   * with its status, anything else as an internal error.
   *
   * @return the data of the response; empty for a response without any
   */
  Optional<Content> handle(ServiceRequest request);
}
