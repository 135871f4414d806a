package dev.tidings.api;

import java.io.Serializable;
import java.util.Objects;

/** Who subscribes, and, where that is a WebSocket, how it gets its messages. */
public final class SubscribeOptions implements Serializable {
  private static final long serialVersionUID = 1;

  public static final int DEFAULT_BATCH_SIZE = 500;
  public static final int MAX_BATCH_SIZE = 1_000;

  private final String endpoint;
  private final int batchSize;
  private final boolean wrapsOneMessage;
  private final boolean unsubscribesOnClose;

  private SubscribeOptions(
      String endpoint, int batchSize, boolean wrapsOneMessage, boolean unsubscribesOnClose) {
    if (batchSize < 1 || batchSize > MAX_BATCH_SIZE) {
      throw TidingsException.invalid("delivery_batch_size", "must be from 1 to 1000");
    }
    this.endpoint = endpoint;
    this.batchSize = batchSize;
    this.wrapsOneMessage = wrapsOneMessage;
    this.unsubscribesOnClose = unsubscribesOnClose;
  }

  /** The endpoint of that name, whose role and patterns are checked. */
  public static SubscribeOptions endpoint(String name) {
    return new SubscribeOptions(
        Objects.requireNonNull(name, "name"), DEFAULT_BATCH_SIZE, false, false);
  }

  /**
   * The WebSocket whose client invoked the {@link WebSocketService} that calls, as the endpoint
   * that is logged in there; messages are delivered to it from then on. Anywhere else this is
   * refused as {@link ErrorType#INVALID_INPUT}.
   */
  public static SubscribeOptions currentWebSocket() {
    return new SubscribeOptions("", DEFAULT_BATCH_SIZE, false, false);
  }

  /**
   * The same, with deliveries of at most so many messages.
   *
   * @param batchSize 1 to {@value #MAX_BATCH_SIZE}
   */
  public SubscribeOptions inBatchesOf(int batchSize) {
    return new SubscribeOptions(endpoint, batchSize, wrapsOneMessage, unsubscribesOnClose);
  }

  /** The same; whether a delivery of one message is a list too. */
  public SubscribeOptions wrapOneMessageInList(boolean isWrapped) {
    return new SubscribeOptions(endpoint, batchSize, isWrapped, unsubscribesOnClose);
  }

  /** The same; whether the subscription ends with its WebSocket. Otherwise it lives on. */
  public SubscribeOptions unsubscribeOnClose(boolean isUnsubscribed) {
    return new SubscribeOptions(endpoint, batchSize, wrapsOneMessage, isUnsubscribed);
  }

  /** Empty for the current WebSocket. */
  public String endpoint() {
    return endpoint;
  }

  public boolean isCurrentWebSocket() {
    return endpoint.isEmpty();
  }

  public int batchSize() {
    return batchSize;
  }

  public boolean wrapsOneMessage() {
    return wrapsOneMessage;
  }

  public boolean unsubscribesOnClose() {
    return unsubscribesOnClose;
  }
}
