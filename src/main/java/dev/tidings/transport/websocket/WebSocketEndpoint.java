package dev.tidings.transport.websocket;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/**
 * Where clients connect; there is one for each connection. Not a bean: on Payara, injecting each
 * costs kilobytes for as long as its connection lasts.
 */
@ServerEndpoint(value = HandshakeRules.PATH, configurator = Handshake.class)
public class WebSocketEndpoint {
  private final ConnectionEvents events;

  /** Made by {@link Handshake}. */
  WebSocketEndpoint(Sessions sessions) {
    events = new ConnectionEvents(sessions);
  }

  @OnOpen
  public void open(Session connection) {
    events.open(connection);
  }

  @OnMessage
  public void text(String part, boolean isLast) {
    events.text(part, isLast);
  }

  @OnMessage
  public void bytes(byte[] bytes) {
    events.bytes();
  }

  @OnMessage
  public void pong(PongMessage pong) {
    events.pong(pong);
  }

  @OnClose
  public void close() {
    events.close();
  }

  @OnError
  public void fail(Throwable failure) {
    events.fail(failure);
  }
}
