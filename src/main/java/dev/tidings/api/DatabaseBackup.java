package dev.tidings.api;

import java.io.IOException;

/**
 * A copy of the database as it was at one moment, in parts, while the database goes on. To be used
 * by one thread at a time, and closed by whoever has it.
 */
public interface DatabaseBackup extends AutoCloseable {

  /** How many bytes all parts have together. */
  long size();

  /**
   * Reads the next part; it is empty at the end.
   *
   * @throws IOException when the copy cannot be completed; what was read so far is of no use
   */
  byte[] read() throws IOException;

  /** Lets the database use its file freely again; on any thread, and more than once. */
  @Override
  void close();
}
