package dev.tidings.transport.stream;

import dev.tidings.transport.http.RequestTimeouts;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Reads a stream without a thread: when something arrives and there is room for it. Where there is
 * none, the server keeps what arrives, and TCP stops the client.
 */
final class AsyncLineReader implements ReadListener {
  private static final Logger LOG = System.getLogger(AsyncLineReader.class.getName());
  private static final int CHUNK = 16_384;
  private static final Duration MOMENT_TO_READ = Duration.ofSeconds(5);

  private final ServletInputStream in;
  private final PublishStream stream;
  private final byte[] chunk = new byte[CHUNK];
  private boolean isOver;
  private boolean isWhole;

  private AsyncLineReader(ServletInputStream in, PublishStream stream) {
    this.in = in;
    this.stream = stream;
  }

  /**
   * Begins; on the thread of the request.
   *
   * @param cut closes the connection: a client that has not sent all when its stream ends gets a
   *     moment to read why, or the server would read the rest for as long as it comes
   */
  static void begin(
      HttpServletRequest request, HttpServletResponse response, PublishStream stream, Runnable cut)
      throws IOException {
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    RequestTimeouts timeouts = RequestTimeouts.of(request);
    AsyncLineReader reader = new AsyncLineReader(request.getInputStream(), stream);
    stream.whenRoom(reader::readOn);
    var unused =
        stream
            .end()
            .whenComplete(
                (nothing, failure) -> {
                  boolean isWhole = reader.finish();
                  context.complete();
                  if (!isWhole) {
                    var unusedTimer = timeouts.after(MOMENT_TO_READ, cut);
                  }
                });
    reader.in.setReadListener(reader);
  }

  @Override
  public void onDataAvailable() {
    readOn();
  }

  /** The server calls it, or whoever has made room. */
  private synchronized void readOn() {
    try {
      while (!isOver && stream.hasRoom() && in.isReady() && !in.isFinished()) {
        int count = in.read(chunk);
        if (count > 0) {
          stream.receive(chunk, count);
        }
      }
    } catch (IOException | RuntimeException failure) {
      onError(failure);
    }
  }

  @Override
  public synchronized void onAllDataRead() {
    if (!isOver) {
      isOver = true;
      isWhole = true;
      stream.complete();
    }
  }

  /** Mostly the client has gone. */
  @Override
  public synchronized void onError(Throwable failure) {
    if (!isOver) {
      LOG.log(Level.DEBUG, () -> "A stream ended early: " + failure);
      isOver = true;
      stream.cut();
    }
  }

  /** Nobody reads any more when this has returned whether all has been read. */
  private synchronized boolean finish() {
    isOver = true;
    return isWhole;
  }
}
