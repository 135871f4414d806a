package dev.tidings.transport.delivery;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One subscription that a session consumes: has one receive waiting at a time. Used in the
 * session's executor only; just its receives begin on other threads, because that may take a while.
 */
final class Consumer {
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);

  /** In seconds. A receive that is repeated costs as much as a new one, though nothing happened. */
  private static final int LONGEST_WAIT = 600;

  private static final int SHORTEST_WAIT = 300;

  /** What a consumer tells its session, in the session's executor. */
  interface Listener {
    void received(Consumer consumer, List<Message> messages);

    /** They came after the consumer was paused or ended, or may not be sent. */
    void returned(Consumer consumer, List<Message> messages);

    /** The subscription does not exist any more. */
    void isGone(Consumer consumer);
  }

  private final SubscriptionKey key;
  private final DeliveryContext context;
  private final SerialExecutor executor;
  private final DeliveryOutlet outlet;
  private final Listener listener;

  private SubscribeOptions options;
  private boolean isReceiving;
  private boolean isEnded;

  /** Whoever writes one of these two looks at the other one afterwards. */
  private volatile CompletableFuture<List<Message>> waiting;

  private volatile boolean isCancelled;
  private Runnable onQuiet = () -> {};
  private long notBefore;

  Consumer(
      SubscriptionKey key,
      SubscribeOptions options,
      DeliveryContext context,
      SerialExecutor executor,
      DeliveryOutlet outlet,
      Listener listener) {
    this.key = key;
    this.options = options;
    this.context = context;
    this.executor = executor;
    this.outlet = outlet;
    this.listener = listener;
    this.notBefore = context.nanoTime().getAsLong();
  }

  SubscriptionKey key() {
    return key;
  }

  SubscribeOptions options() {
    return options;
  }

  boolean isReceiving() {
    return isReceiving;
  }

  void change(SubscribeOptions newOptions) {
    options = newOptions;
  }

  /** Whether it may receive: no receive waits, and none has failed a moment ago. */
  boolean isIdle() {
    return !isReceiving && !isEnded && context.nanoTime().getAsLong() - notBefore >= 0;
  }

  /** Waits for messages, and receives at most so many. */
  void receive(PrefetchWindow most) {
    isReceiving = true;
    isCancelled = false;
    ReceiveOptions wish =
        ReceiveOptions.builder()
            .max((int) Math.min(most.messages(), options.batchSize()))
            .maxBytes((int) Math.min(most.bytes(), Integer.MAX_VALUE))
            .lease(context.lease())
            .build();
    context.calls().execute(() -> begin(wish));
  }

  private void begin(ReceiveOptions wish) {
    CompletableFuture<List<Message>> stage =
        AsyncCalls.begin(() -> context.pubSub().receive(key, wish, someWait()))
            .toCompletableFuture();
    waiting = stage;
    var unused =
        stage.whenComplete(
            (messages, failure) -> executor.executeHere(() -> ended(messages, failure)));
    if (isCancelled) {
      stage.cancel(false);
    }
  }

  /** Not the same for all, so that those who came together do not receive again together. */
  private static Duration someWait() {
    return Duration.ofSeconds(ThreadLocalRandom.current().nextInt(SHORTEST_WAIT, LONGEST_WAIT + 1));
  }

  /** Cancels the receive that waits; what has come already goes back. */
  void pause() {
    isCancelled = isReceiving;
    CompletableFuture<List<Message>> receive = waiting;
    if (receive != null) {
      receive.cancel(false);
    }
  }

  /**
   * Ends it.
   *
   * @param whenQuiet runs when no receive waits any more: else it could get what goes back because
   *     of its end
   */
  void end(Runnable whenQuiet) {
    isEnded = true;
    if (isReceiving) {
      onQuiet = whenQuiet;
      pause();
    } else {
      whenQuiet.run();
    }
  }

  private void ended(List<Message> messages, Throwable failure) {
    waiting = null;
    if (isCancelled || isEnded) {
      giveBack(failure == null ? messages : List.of());
    } else if (failure == null) {
      outlet.authorize(() -> received(messages), () -> refused(messages));
    } else {
      isReceiving = false;
      failed(AsyncCalls.cause(failure));
    }
  }

  /** It may have been paused or ended while the credentials were checked. */
  private void received(List<Message> messages) {
    if (isCancelled || isEnded) {
      giveBack(messages);
    } else {
      isReceiving = false;
      listener.received(this, messages);
    }
  }

  private void refused(List<Message> messages) {
    notBefore = context.nanoTime().getAsLong() + BEFORE_NEXT_TRY.toNanos();
    giveBack(messages);
  }

  private void giveBack(List<Message> messages) {
    isReceiving = false;
    listener.returned(this, messages);
    onQuiet.run();
  }

  /** Permissions may come back as they went, and so may the database; a subscription does not. */
  private void failed(Throwable failure) {
    if (failure instanceof TidingsException refusal
        && refusal.type() == ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE) {
      listener.isGone(this);
    } else {
      notBefore = context.nanoTime().getAsLong() + BEFORE_NEXT_TRY.toNanos();
    }
  }
}
