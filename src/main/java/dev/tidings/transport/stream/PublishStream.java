package dev.tidings.transport.stream;

import dev.tidings.api.TidingsException;
import dev.tidings.transport.publish.EntryResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Publishes the lines that a client sends on one request, and writes a result for each, in order.
 * All lines that wait are the next batch; it begins when the results of the one before are written.
 * So a client that does not read its results is not read either, and neither side can make the
 * other keep more than a batch.
 *
 * <p>One thread at a time brings what arrives. Publishing and writing run on workers, one after the
 * other.
 */
final class PublishStream {
  static final int MAX_BATCH = 1_000;
  private static final long MAX_BYTES = 1_048_576;

  /** Where results go. */
  @FunctionalInterface
  interface Output {
    /**
     * Sends lines, and waits until the connection has taken them.
     *
     * @throws IOException when the client is gone
     */
    void write(byte[] lines) throws IOException;
  }

  private enum Phase {
    WAITING,
    PUBLISHING,
    WRITING
  }

  private final LinePublisher publisher;
  private final Output output;
  private final String instance;
  private final Executor workers;
  private final LongSupplier nanoTime;
  private final LineSplitter splitter;
  private final Deque<StreamLine> waiting = new ArrayDeque<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private long waitingBytes;
  private long lastLine;
  private Phase phase = Phase.WAITING;
  private boolean hasArrived;
  private boolean isClosing;
  private TidingsException lastProblem;
  private Runnable onRoom = () -> {};
  private long progressAt;

  PublishStream(
      LinePublisher publisher,
      Output output,
      String instance,
      int maxLine,
      Executor workers,
      LongSupplier nanoTime) {
    this.publisher = publisher;
    this.output = output;
    this.instance = instance;
    this.workers = workers;
    this.nanoTime = nanoTime;
    this.splitter = new LineSplitter(maxLine, this::add);
    this.progressAt = nanoTime.getAsLong();
  }

  /** What to do, on any thread, when there may be room again. */
  synchronized void whenRoom(Runnable action) {
    onRoom = action;
  }

  /** Completes when everything is published and written that will be. */
  CompletableFuture<Void> end() {
    return end;
  }

  /** Whether more may be brought now. */
  synchronized boolean hasRoom() {
    return waiting.size() < MAX_BATCH && waitingBytes < MAX_BYTES;
  }

  /** Whether nothing more is published, whatever the client sends. */
  synchronized boolean isClosing() {
    return isClosing;
  }

  /** More has arrived. */
  synchronized void receive(byte[] bytes, int count) {
    if (!isClosing) {
      progressAt = nanoTime.getAsLong();
      splitter.accept(bytes, count);
      begin();
    }
  }

  /** All has arrived. */
  synchronized void complete() {
    if (!isClosing && !hasArrived) {
      splitter.end();
      hasArrived = true;
      begin();
    }
  }

  /** The client is gone: what has not begun to be published will not be. */
  synchronized void cut() {
    close(null);
  }

  /**
   * Publishes nothing more.
   *
   * @param problem the last line that the client gets; null if it is gone
   */
  synchronized void close(TidingsException problem) {
    if (!isClosing && !end.isDone()) {
      isClosing = true;
      lastProblem = problem;
      waiting.clear();
      waitingBytes = 0;
      begin();
    }
  }

  /** For how long the client has neither sent anything nor taken what it was sent. */
  synchronized long idleNanos() {
    return phase == Phase.PUBLISHING ? 0 : nanoTime.getAsLong() - progressAt;
  }

  /** Whether the client has to take something before anything else can happen. */
  synchronized boolean isWriting() {
    return phase == Phase.WRITING;
  }

  private void add(StreamLine line) {
    waiting.add(line);
    waitingBytes += line.size();
  }

  private void begin() {
    boolean isSomethingToDo = !waiting.isEmpty() || hasArrived || isClosing;
    if (phase == Phase.WAITING && isSomethingToDo && !end.isDone()) {
      phase = Phase.PUBLISHING;
      workers.execute(this::workOn);
    }
  }

  /** On a worker. */
  private void workOn() {
    List<StreamLine> batch = take();
    if (batch.isEmpty()) {
      pauseOrEnd();
      return;
    }
    roomAction().run();
    var unused =
        publisher
            .publish(batch)
            .whenCompleteAsync(
                (results, failure) -> write(failure == null ? results : failed(batch, failure)),
                workers);
  }

  private synchronized Runnable roomAction() {
    return onRoom;
  }

  private synchronized List<StreamLine> take() {
    List<StreamLine> batch = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty()
        && batch.size() < MAX_BATCH
        && (batch.isEmpty() || bytes + waiting.peek().size() <= MAX_BYTES)) {
      bytes += waiting.peek().size();
      lastLine = waiting.peek().number();
      batch.add(waiting.remove());
    }
    waitingBytes -= bytes;
    return batch;
  }

  private static List<EntryResult> failed(List<StreamLine> batch, Throwable failure) {
    return batch.stream().map(line -> EntryResult.failed(line.number(), failure)).toList();
  }

  private void write(List<EntryResult> results) {
    if (send(ResultLines.bytes(results, instance))
        && results.stream().anyMatch(EntryResult::endsStream)) {
      cut();
    }
    workOn();
  }

  /** Whether the client has taken it. */
  private boolean send(byte[] lines) {
    enter(Phase.WRITING);
    try {
      output.write(lines);
      return true;
    } catch (IOException | RuntimeException gone) {
      cut();
      return false;
    } finally {
      enter(Phase.PUBLISHING);
    }
  }

  private synchronized void enter(Phase next) {
    phase = next;
    progressAt = nanoTime.getAsLong();
  }

  private void pauseOrEnd() {
    TidingsException problem;
    synchronized (this) {
      if (!waiting.isEmpty()) {
        workers.execute(this::workOn);
        return;
      }
      if (!isClosing && !hasArrived) {
        phase = Phase.WAITING;
        return;
      }
      problem = lastProblem;
      lastProblem = null;
    }
    if (problem != null) {
      send(ResultLines.bytes(List.of(EntryResult.failed(lastLine + 1, problem)), instance));
    }
    end.complete(null);
    roomAction().run();
  }
}
