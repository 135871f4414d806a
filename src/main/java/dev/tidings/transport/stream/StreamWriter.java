package dev.tidings.transport.stream;

import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.transport.http.ClientDisconnect;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * Writes a response that never ends, without a thread: the next part when the connection has taken
 * the one before. Used in its {@link SerialExecutor} only.
 */
public final class StreamWriter implements WriteListener {
  private final ServletOutputStream out;
  private final ClientDisconnect clientDisconnect;
  private final SerialExecutor executor;
  private final Runnable onGone;
  private final LongSupplier nanoTime;
  private final Deque<Part> waiting = new ArrayDeque<>();
  private Part written;
  private long waitingBytes;
  private boolean isWritable;
  private boolean isToFlush;
  private boolean isClosed;
  private long progressAt;

  @SuppressWarnings("ArrayRecordComponent") // Never compared, and handed on as it is.
  private record Part(byte[] bytes, Runnable whenWritten) {}

  /**
   * Of one response.
   *
   * @param onGone what to do, in the executor, when the client cannot be written to any more
   */
  public StreamWriter(
      ServletOutputStream out,
      ClientDisconnect clientDisconnect,
      SerialExecutor executor,
      Runnable onGone,
      LongSupplier nanoTime) {
    this.out = out;
    this.clientDisconnect = clientDisconnect;
    this.executor = executor;
    this.onGone = onGone;
    this.nanoTime = nanoTime;
    this.progressAt = nanoTime.getAsLong();
  }

  /** Begins; on any thread, after the request's own has left. */
  public void begin() {
    out.setWriteListener(this);
  }

  /** Writes it after everything before it. */
  public void write(byte[] bytes, Runnable whenWritten) {
    if (!isClosed) {
      if (isIdle()) {
        progressAt = nanoTime.getAsLong();
      }
      waiting.add(new Part(bytes, whenWritten));
      waitingBytes += bytes.length;
      writeOn();
    }
  }

  /** What the connection has not taken. */
  long waitingBytes() {
    return waitingBytes;
  }

  boolean isIdle() {
    return waiting.isEmpty() && written == null;
  }

  /** Since when the connection has taken nothing, or had nothing to take. */
  long progressAt() {
    return progressAt;
  }

  /** Writes nothing more. */
  public void close() {
    isClosed = true;
    waiting.clear();
    written = null;
    waitingBytes = 0;
  }

  private void writeOn() {
    try {
      while (isReady()) {
        if (isToFlush) {
          isToFlush = false;
          out.flush();
        } else if (written != null) {
          taken();
        } else if (waiting.isEmpty()) {
          return;
        } else {
          written = waiting.remove();
          isToFlush = true;
          out.write(written.bytes());
        }
        requireClient();
      }
    } catch (IOException | RuntimeException gone) {
      // Containers throw what they like when the connection has gone meanwhile.
      onGone.run();
    }
  }

  private void requireClient() throws IOException {
    if (clientDisconnect.hasHappened()) {
      throw new IOException("The client is gone");
    }
  }

  private void taken() {
    Part part = written;
    written = null;
    waitingBytes -= part.bytes().length;
    progressAt = nanoTime.getAsLong();
    part.whenWritten().run();
  }

  /** When it was not, the container says when it is, and is not asked before. */
  private boolean isReady() {
    isWritable = isWritable && !isClosed && out.isReady();
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
    executor.execute(onGone);
  }
}
