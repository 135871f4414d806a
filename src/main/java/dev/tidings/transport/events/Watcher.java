package dev.tidings.transport.events;

import dev.tidings.security.Caller;
import dev.tidings.transport.delivery.SerialExecutor;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One open stream of events. Of figures it keeps the latest alone for a client that reads slowly,
 * of other events so many; a client that falls behind further, or reads nothing for half a minute,
 * has to come again.
 */
final class Watcher implements WriteListener {
  private static final int MOST_WAITING = 1_100;
  private static final int LONGEST_SILENCE = 30;

  private final Caller caller;
  private final int limit;
  private final ServletOutputStream output;
  private final Runnable completion;
  private final Consumer<Watcher> onEnd;
  private final SerialExecutor executor;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private byte[] figures;
  private boolean needsEverything = true;
  private int secondsBlocked;
  private boolean isWritable;
  private boolean isToFlush;
  private boolean isEnded;

  /**
   * One that has not begun.
   *
   * @param limit of topics, and of subscriptions, whose figures it gets
   * @param completion completes the request, once the stream has ended
   */
  Watcher(
      Caller caller,
      int limit,
      ServletOutputStream output,
      Runnable completion,
      Executor threads,
      Consumer<Watcher> onEnd) {
    this.caller = caller;
    this.limit = limit;
    this.output = output;
    this.completion = completion;
    this.onEnd = onEnd;
    this.executor = new SerialExecutor(threads);
  }

  String endpointName() {
    return caller.endpointName();
  }

  int limit() {
    return limit;
  }

  /** Begins to write; the request's own thread has left it. */
  void begin() {
    output.setWriteListener(this);
  }

  void send(byte[] event) {
    executor.execute(
        () -> {
          add(event);
          writeOn();
        });
  }

  /**
   * A second has passed.
   *
   * @param events what happened in it
   * @param changed the figures that differ from those of the second before
   * @param everything all figures, for whoever has missed some
   */
  void tick(List<byte[]> events, byte[] changed, byte[] everything) {
    executor.execute(
        () -> {
          if (!isStillAllowed()) {
            end();
            return;
          }
          events.forEach(this::add);
          secondsBlocked = waiting.isEmpty() && figures == null ? 0 : secondsBlocked + 1;
          if (secondsBlocked > LONGEST_SILENCE) {
            end();
            return;
          }
          needsEverything |= figures != null;
          figures = needsEverything ? everything : changed;
          writeOn();
        });
  }

  /** Nobody stays who could not come again; asks the database only if the endpoint has changed. */
  private boolean isStillAllowed() {
    try {
      return caller.loginStatus().isKnownToBeGood() || caller.loginStatus().isGoodAs(caller.role());
    } catch (RuntimeException unknown) {
      return true;
    }
  }

  private void add(byte[] event) {
    if (!isEnded) {
      waiting.add(event);
      if (waiting.size() > MOST_WAITING) {
        end();
      }
    }
  }

  private void writeOn() {
    try {
      while (isReady() && (isToFlush || hasMore())) {
        if (isToFlush) {
          isToFlush = false;
          output.flush();
        } else {
          isToFlush = true;
          output.write(next());
        }
      }
    } catch (IOException | RuntimeException gone) {
      // Containers throw what they like when the connection has gone meanwhile.
      end();
    }
  }

  private boolean hasMore() {
    return figures != null || !waiting.isEmpty();
  }

  private byte[] next() {
    if (!waiting.isEmpty()) {
      return waiting.remove();
    }
    byte[] latest = figures;
    figures = null;
    needsEverything = false;
    return latest;
  }

  /** When it was not, the container says when it is, and is not asked before. */
  private boolean isReady() {
    isWritable = isWritable && !isEnded && output.isReady();
    return isWritable;
  }

  @Override
  public void onWritePossible() {
    executor.execute(
        () -> {
          isWritable = true;
          writeOn();
        });
  }

  @Override
  public void onError(Throwable gone) {
    executor.execute(this::stop);
  }

  /** On whatever thread. */
  void end() {
    executor.execute(this::stop);
  }

  private void stop() {
    if (!isEnded) {
      isEnded = true;
      waiting.clear();
      onEnd.accept(this);
      try {
        completion.run();
      } catch (IllegalStateException gone) {
        // The container was first.
      }
    }
  }
}
