package dev.tidings.websocket;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.delivery.AsyncCalls;
import dev.tidings.transport.delivery.SerialExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One subscription that a session delivers: asks for its messages, one question at a time, each of
 * which waits until there are some. Used in the session's turns only; just its questions begin on
 * other threads, because that may take a while.
 */
final class Feed {
  /** A lease ends that long after its server has died; a session that lives extends its leases. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(1);

  /** In seconds. Whoever asks anew costs as much as one who comes, though nothing has happened. */
  private static final int LONGEST_WAIT = 600;

  private static final int SHORTEST_WAIT = 300;

  /** Who gets what a feed brings, in a turn. */
  interface Reader {
    void received(Feed feed, List<Message> messages);

    /** Nobody wanted them any more when they came. */
    void tooLate(Feed feed, List<Message> messages);

    /** There is no such subscription any more. */
    void isGone(Feed feed);
  }

  private final SubscriptionKey key;
  private final Shared shared;
  private final SerialExecutor turns;
  private final Guard guard;
  private final Reader reader;

  private SubscribeOptions options;
  private boolean isAsking;
  private boolean isEnded;

  /** Whoever writes one of these two looks at the other one afterwards. */
  private volatile CompletableFuture<List<Message>> answer;

  private volatile boolean isUnwanted;
  private Runnable onQuiet = () -> {};
  private long notBefore;

  Feed(
      SubscriptionKey key,
      SubscribeOptions options,
      Shared shared,
      SerialExecutor turns,
      Guard guard,
      Reader reader) {
    this.key = key;
    this.options = options;
    this.shared = shared;
    this.turns = turns;
    this.guard = guard;
    this.reader = reader;
    this.notBefore = shared.nanoTime().getAsLong();
  }

  SubscriptionKey key() {
    return key;
  }

  SubscribeOptions options() {
    return options;
  }

  boolean isAsking() {
    return isAsking;
  }

  void change(SubscribeOptions newOptions) {
    options = newOptions;
  }

  /** Whether it may be asked: it is not at it, and no failure was a moment ago. */
  boolean isIdle() {
    return !isAsking && !isEnded && shared.nanoTime().getAsLong() - notBefore >= 0;
  }

  /** Asks for messages, at most so many. */
  void ask(int max, int maxBytes) {
    isAsking = true;
    isUnwanted = false;
    ReceiveOptions wish =
        ReceiveOptions.builder()
            .max(Math.min(max, options.batchSize()))
            .maxBytes(maxBytes)
            .lease(LEASE)
            .build();
    shared.calls().execute(() -> begin(wish));
  }

  private void begin(ReceiveOptions wish) {
    CompletableFuture<List<Message>> stage =
        AsyncCalls.begin(() -> shared.asyncPubSub().receive(key, wish, someWait()))
            .toCompletableFuture();
    answer = stage;
    var unused =
        stage.whenComplete(
            (messages, failure) -> turns.executeHere(() -> answered(messages, failure)));
    if (isUnwanted) {
      stage.cancel(false);
    }
  }

  /** Not the same for all, so that those who came together do not ask again together. */
  private static Duration someWait() {
    return Duration.ofSeconds(ThreadLocalRandom.current().nextInt(SHORTEST_WAIT, LONGEST_WAIT + 1));
  }

  /** Takes the question back; what has come already goes back. */
  void stopAsking() {
    isUnwanted = isAsking;
    CompletableFuture<List<Message>> asked = answer;
    if (asked != null) {
      asked.cancel(false);
    }
  }

  /**
   * Ends it.
   *
   * @param whenQuiet runs when it asks for nothing any more: else it could get what went back
   *     because of its end
   */
  void end(Runnable whenQuiet) {
    isEnded = true;
    if (isAsking) {
      onQuiet = whenQuiet;
      stopAsking();
    } else {
      whenQuiet.run();
    }
  }

  private void answered(List<Message> messages, Throwable failure) {
    answer = null;
    if (isUnwanted || isEnded) {
      tooLate(failure == null ? messages : List.of());
    } else if (failure == null) {
      guard.check(() -> received(messages), () -> refused(messages));
    } else {
      isAsking = false;
      failed(AsyncCalls.cause(failure));
    }
  }

  /** Nobody may have wanted them any more while the login was looked at. */
  private void received(List<Message> messages) {
    if (isUnwanted || isEnded) {
      tooLate(messages);
    } else {
      isAsking = false;
      reader.received(this, messages);
    }
  }

  private void refused(List<Message> messages) {
    notBefore = shared.nanoTime().getAsLong() + BEFORE_NEXT_TRY.toNanos();
    tooLate(messages);
  }

  private void tooLate(List<Message> messages) {
    isAsking = false;
    reader.tooLate(this, messages);
    onQuiet.run();
  }

  /** Permissions may come back as they went, and so may the database; a subscription does not. */
  private void failed(Throwable failure) {
    if (failure instanceof TidingsException refusal
        && refusal.type() == ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE) {
      reader.isGone(this);
    } else {
      notBefore = shared.nanoTime().getAsLong() + BEFORE_NEXT_TRY.toNanos();
    }
  }
}
