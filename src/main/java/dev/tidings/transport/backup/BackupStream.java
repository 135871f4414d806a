package dev.tidings.transport.backup;

import dev.tidings.api.DatabaseBackup;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.transport.http.ClientDisconnect;
import dev.tidings.transport.http.RequestTimeouts;
import dev.tidings.transport.stream.StreamWriter;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One backup on its way to a client. The next part is read when the connection has taken the one
 * before, so memory holds one part. The response says how long it is: a client knows one that was
 * cut off.
 */
final class BackupStream {
  private static final Log LOG = Log.of(BackupStream.class);
  private static final int CHECKS = 4;

  /**
   * What the server offers.
   *
   * @param cut closes the connection, whatever waits on it
   * @param completion completes the request, once nothing is written any more
   */
  record Connection(
      ServletOutputStream out, ClientDisconnect disconnect, Runnable cut, Runnable completion) {}

  private final DatabaseBackup backup;
  private final Connection connection;
  private final Duration timeout;
  private final RequestTimeouts timeouts;
  private final SerialExecutor executor;
  private final StreamWriter writer;
  private volatile long progressAt = System.nanoTime();
  private volatile boolean isEnded;

  BackupStream(
      DatabaseBackup backup,
      Connection connection,
      Executor threads,
      Duration timeout,
      RequestTimeouts timeouts) {
    this.backup = backup;
    this.connection = connection;
    this.timeout = timeout;
    this.timeouts = timeouts;
    executor = new SerialExecutor(threads);
    writer =
        new StreamWriter(
            connection.out(),
            connection.disconnect(),
            executor,
            () -> fail("the client is gone"),
            System::nanoTime);
  }

  /** Begins, when the thread of the request has left. */
  void begin() {
    checkLater();
    executor.execute(this::next);
    try {
      writer.begin();
    } catch (IllegalStateException gone) {
      // Containers refuse to write to a connection that has closed meanwhile.
      executor.execute(() -> fail("the client is gone"));
    }
  }

  /** The server stops; on any thread. */
  void abort() {
    if (!isEnded) {
      backup.close();
      executor.execute(() -> fail("the server stops"));
    }
  }

  private void next() {
    if (isEnded) {
      return;
    }
    progressAt = System.nanoTime();
    try {
      byte[] part = backup.read();
      if (part.length == 0) {
        end();
      } else {
        // Not at once: the parts would pile up on the stack of a fast connection.
        writer.write(part, () -> executor.execute(this::next));
      }
    } catch (IOException | RuntimeException failure) {
      fail(failure.getMessage());
    }
  }

  private void checkLater() {
    var unused = timeouts.after(timeout.dividedBy(CHECKS), this::check);
  }

  /** On a thread that many share. The database goes first, whatever the connection does. */
  private void check() {
    if (isEnded) {
      return;
    }
    if (System.nanoTime() - progressAt < timeout.toNanos()) {
      checkLater();
      return;
    }
    backup.close();
    connection.cut().run();
    executor.execute(() -> fail("the client has taken nothing for " + timeout));
  }

  /** What has begun as a success can only be cut off. */
  private void fail(String reason) {
    if (!isEnded) {
      LOG.log(LogEvent.BACKUP_CUT_OFF, reason);
      connection.cut().run();
      end();
    }
  }

  private void end() {
    if (isEnded) {
      return;
    }
    isEnded = true;
    writer.close();
    backup.close();
    try {
      connection.completion().run();
    } catch (IllegalStateException gone) {
      // The container was first.
    }
  }
}
