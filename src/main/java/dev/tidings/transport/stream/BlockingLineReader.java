package dev.tidings.transport.stream;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Reads a stream on the thread of its request, where the server cannot do it without one. */
final class BlockingLineReader {
  private static final Logger LOG = System.getLogger(BlockingLineReader.class.getName());
  private static final int CHUNK = 16_384;

  private BlockingLineReader() {}

  /** Returns when everything is published and written. */
  static void read(HttpServletRequest request, PublishStream stream) {
    try {
      readAll(request, stream);
    } catch (IOException failure) {
      // The client is gone, or the server has waited long enough.
      LOG.log(Level.DEBUG, () -> "A stream ended early: " + failure);
      stream.cut();
    } catch (InterruptedException stopping) {
      stream.cut();
      Thread.currentThread().interrupt();
    }
    stream.end().join();
  }

  private static void readAll(HttpServletRequest request, PublishStream stream)
      throws IOException, InterruptedException {
    ServletInputStream in = request.getInputStream();
    byte[] chunk = new byte[CHUNK];
    long announced = request.getContentLengthLong();
    long length = 0;
    while (awaitRoom(stream)) {
      int count = read(in, chunk);
      if (count < 0) {
        requireWhole(announced, length);
        stream.complete();
        return;
      }
      if (count > 0) {
        length += count;
        stream.receive(chunk, count);
      }
    }
  }

  private static void requireWhole(long announced, long length) throws IOException {
    if (length < announced) {
      throw new IOException("The body is shorter than announced");
    }
  }

  /** Grizzly gives up after the time that is set for the whole server, and can be asked again. */
  private static int read(ServletInputStream in, byte[] chunk) throws IOException {
    try {
      return in.read(chunk);
    } catch (IOException failure) {
      if (failure.getCause() instanceof TimeoutException) {
        return 0;
      }
      throw failure;
    }
  }

  /** Whether there is room; else the stream is closing. */
  private static boolean awaitRoom(PublishStream stream) throws InterruptedException {
    AtomicReference<CountDownLatch> room = new AtomicReference<>(new CountDownLatch(1));
    stream.whenRoom(() -> room.get().countDown());
    while (!stream.isClosing() && !stream.hasRoom()) {
      room.get().await();
      room.set(new CountDownLatch(1));
    }
    return !stream.isClosing();
  }
}
