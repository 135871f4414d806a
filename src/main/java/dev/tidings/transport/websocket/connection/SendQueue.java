package dev.tidings.transport.websocket.connection;

import dev.tidings.transport.delivery.SerialExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What goes to one socket, one frame at a time: some containers fail, and others wait, when a
 * second one is sent before the first has gone. Used in the session's executor only.
 */
public final class SendQueue {
  /** A client that does not read its answers gets no more of them than that, in characters. */
  private static final long MAX_UNREAD = 1_024 * 1_024;

  private static final int MAX_UNREAD_FRAMES = 10_000;

  private sealed interface Frame {}

  private record Text(String text) implements Frame {}

  private record Ping(String payload) implements Frame {}

  private record Close(int code, String reason) implements Frame {}

  private final SessionSocket sessionSocket;
  private final SerialExecutor executor;
  private final LongSupplier nanoTime;
  private final Runnable onFailure;
  private final Deque<Frame> waiting = new ArrayDeque<>(2);

  private boolean isSending;
  private boolean isClosed;
  private long sendingSince;
  private long length;

  /**
   * The outbox of a socket.
   *
   * @param onFailure what to do, in the executor, when the socket is of no use any more
   */
  public SendQueue(
      SessionSocket sessionSocket,
      SerialExecutor executor,
      LongSupplier nanoTime,
      Runnable onFailure) {
    this.sessionSocket = sessionSocket;
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.onFailure = onFailure;
  }

  public void text(String text) {
    length += text.length();
    add(new Text(text));
  }

  public void ping(String payload) {
    add(new Ping(payload));
  }

  /** Closes the socket once everything before has gone. */
  public void close(int code, String reason) {
    add(new Close(code, reason));
  }

  /** Closes the socket whatever still waits. */
  public void closeNow(int code, String reason) {
    if (!isClosed) {
      isClosed = true;
      waiting.clear();
      sessionSocket.close(code, reason);
    }
  }

  /** Whether so much text waits or is being sent that requests should wait too. */
  public boolean isUnread() {
    return length > MAX_UNREAD;
  }

  /** Whether more frames wait than a client may leave unread. */
  public boolean isTooLong() {
    return waiting.size() > MAX_UNREAD_FRAMES;
  }

  public boolean isSending() {
    return isSending;
  }

  /** Whether one frame has been on its way for longer than that. */
  public boolean isStuck(Duration longest) {
    return isSending && nanoTime.getAsLong() - sendingSince > longest.toNanos();
  }

  private void add(Frame frame) {
    if (!isClosed) {
      waiting.add(frame);
      sendOn();
    }
  }

  private void sendOn() {
    while (!isSending && !isClosed && !waiting.isEmpty()) {
      send(waiting.remove());
    }
  }

  private void send(Frame frame) {
    if (frame instanceof Text text) {
      isSending = true;
      sendingSince = nanoTime.getAsLong();
      sessionSocket.send(text.text(), failure -> executor.execute(() -> sent(text, failure)));
    } else if (frame instanceof Close close) {
      closeNow(close.code(), close.reason());
    } else if (frame instanceof Ping ping) {
      ping(ping);
    }
  }

  private void ping(Ping ping) {
    try {
      sessionSocket.ping(ping.payload());
    } catch (IOException gone) {
      onFailure.run();
    }
  }

  private void sent(Text text, Optional<Throwable> failure) {
    isSending = false;
    length -= text.text().length();
    if (failure.isPresent()) {
      onFailure.run();
    } else {
      sendOn();
    }
  }
}
