package dev.tidings.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one client did and heard, a line each, in a file of its own. A line is in the file when the
 * call returns, but nobody waits for the disk: only the server may lose power.
 */
final class EventLog implements AutoCloseable {
  static final String ENDING = ".jsonl";

  private final String proc;
  private final BufferedWriter file;

  EventLog(Path directory, String proc) {
    this.proc = proc;
    try {
      Files.createDirectories(directory);
      file = Files.newBufferedWriter(directory.resolve(proc + ENDING), ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void write(Event event) {
    write(List.of(event));
  }

  /** All with the same time. */
  synchronized void write(List<Event> events) {
    long now = System.nanoTime();
    try {
      for (Event event : events) {
        file.write(event.by(proc, now).toLine());
        file.write('\n');
      }
      file.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
