package dev.tidings.transport.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.platform.container.TyrusIdleTimer;
import dev.tidings.transport.websocket.connection.ClientAddress;
import dev.tidings.transport.websocket.connection.CloseCode;
import dev.tidings.transport.websocket.connection.ContainerSocket;
import dev.tidings.transport.websocket.connection.FragmentAssembler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Where clients connect; there is one for each connection. Not a bean: on Payara, injecting each
 * costs kilobytes for as long as its connection lasts.
 */
@ServerEndpoint(value = Handshake.PATH, configurator = Handshake.class)
public class WebSocketEndpoint {
  private static final Logger LOG = System.getLogger(WebSocketEndpoint.class.getName());

  private final Sessions sessions;
  private final FragmentAssembler fragmentAssembler;
  private volatile ClientSession session;

  /** Made by {@link Handshake}. */
  WebSocketEndpoint(Sessions sessions) {
    this.sessions = sessions;
    this.fragmentAssembler = new FragmentAssembler(() -> session.maxMessage());
  }

  @OnOpen
  public void open(Session connection) {
    // The pings are ours, and so is the end of who does not answer them.
    TyrusIdleTimer.removeFrom(connection);
    connection.setMaxIdleTimeout(0);
    session = sessions.open(new ContainerSocket(connection), ClientAddress.of(connection));
  }

  @OnMessage
  public void text(String part, boolean isLast) {
    fragmentAssembler.add(part, isLast).ifPresent(session::hear);
    if (fragmentAssembler.isTooLong()) {
      session.close(CloseCode.TOO_BIG);
    }
  }

  @OnMessage
  public void bytes(byte[] bytes) {
    session.close(CloseCode.UNSUPPORTED_DATA);
  }

  @OnMessage
  public void pong(PongMessage pong) {
    session.hearPong(US_ASCII.decode(pong.getApplicationData()).toString());
  }

  @OnClose
  public void close() {
    end();
  }

  /** Most of what comes here is that a client went away without a word. */
  @OnError
  public void fail(Throwable failure) {
    LOG.log(Level.DEBUG, "A WebSocket failed", failure);
    end();
  }

  private void end() {
    if (session != null) {
      session.isGone();
    }
  }
}
