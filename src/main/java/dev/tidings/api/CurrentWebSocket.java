package dev.tidings.api;

/**
 * The WebSocket whose client invoked the {@link WebSocketService} that runs on this thread: what
 * the broker needs to know of it.
 */
public interface CurrentWebSocket {

  /**
   * The endpoint that is logged in on it.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} when no service runs on this thread
   */
  String endpoint();

  /**
   * How to have the messages of a subscription delivered to it, whatever thread that is done on
   * later.
   *
   * @throws TidingsException as {@link #endpoint()}
   */
  Runnable delivery(SubscriptionKey key, SubscribeOptions options);

  /**
   * As {@link #delivery}, and nothing where the subscription is delivered already.
   *
   * @throws TidingsException as {@link #endpoint()}
   */
  Runnable resumption(SubscriptionKey key);
}
