package dev.tidings.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One connection, as the thread sees it that serves all of them. */
interface Link {

  /** Ends the connecting; only of those that do not wait for it. */
  default void connected() throws IOException {}

  /** Sends on what the socket did not take at once. */
  void write() throws IOException;

  /**
   * Takes what has arrived.
   *
   * @param buffer to read it into
   */
  void read(ByteBuffer buffer) throws IOException;
}
