package dev.tidings.transport.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.platform.container.TyrusIdleTimer;
import dev.tidings.transport.websocket.connection.ClientAddress;
import dev.tidings.transport.websocket.connection.CloseCode;
import dev.tidings.transport.websocket.connection.ContainerSocket;
import dev.tidings.transport.websocket.connection.FragmentAssembler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Passes what the container says of one connection to the session of its client. */
final class ConnectionEvents {
  private static final Logger LOG = System.getLogger(ConnectionEvents.class.getName());

  private final Sessions sessions;
  private final FragmentAssembler fragmentAssembler;
  private volatile ClientSession session;

  ConnectionEvents(Sessions sessions) {
    this.sessions = sessions;
    this.fragmentAssembler = new FragmentAssembler(() -> session.maxMessage());
  }

  void open(Session connection) {
    // The pings are ours, and so is the end of who does not answer them.
    TyrusIdleTimer.removeFrom(connection);
    connection.setMaxIdleTimeout(0);
    session = sessions.open(new ContainerSocket(connection), ClientAddress.of(connection));
  }

  void text(String part, boolean isLast) {
    fragmentAssembler.add(part, isLast).ifPresent(session::hear);
    if (fragmentAssembler.isTooLong()) {
      session.close(CloseCode.TOO_BIG);
    }
  }

  void bytes() {
    session.close(CloseCode.UNSUPPORTED_DATA);
  }

  void pong(PongMessage pong) {
    session.hearPong(US_ASCII.decode(pong.getApplicationData()).toString());
  }

  void close() {
    if (session != null) {
      session.isGone();
    }
  }

  /** Most of what comes here is that a client went away without a word. */
  void fail(Throwable failure) {
    LOG.log(Level.DEBUG, "A WebSocket failed", failure);
    close();
  }
}
