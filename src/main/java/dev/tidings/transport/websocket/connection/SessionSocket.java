package dev.tidings.transport.websocket.connection;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** What a session needs of its connection. */
public interface SessionSocket {

  /**
   * Begins to send; the next may be sent when this has ended.
   *
   * @param ended is told, on any thread, whether that failed
   */
  void send(String text, Consumer<Optional<Throwable>> ended);

  /** Sends a ping of at most 125 ASCII characters. */
  void ping(String payload) throws IOException;

  /** The client may send messages of up to so many bytes from now on. */
  void allow(int maxMessage);

  void close(int code, String reason);
}
