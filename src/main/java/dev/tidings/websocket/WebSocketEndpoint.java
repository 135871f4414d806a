package dev.tidings.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Where clients connect; the container makes one for each connection. */
@ServerEndpoint(value = "/ws", configurator = Handshake.class)
public class WebSocketEndpoint {
  private static final Logger LOG = System.getLogger(WebSocketEndpoint.class.getName());

  @Inject private Sessions sessions;

  private volatile ClientSession session;

  @OnOpen
  public void open(Session connection) {
    connection.setMaxIdleTimeout(0);
    connection.setMaxTextMessageBufferSize(sessions.limits().maxMessage());
    Object address = connection.getUserProperties().get(Handshake.ADDRESS);
    session = sessions.open(new ContainerSocket(connection), String.valueOf(address));
  }

  @OnMessage
  public void text(String text) {
    session.hear(text);
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
