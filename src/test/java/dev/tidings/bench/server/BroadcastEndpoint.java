package dev.tidings.bench.server;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Limit 5: WebSockets that are told what others say, and nothing else. */
@ServerEndpoint("/bench-socket")
public class BroadcastEndpoint {
  @Inject private Broadcast broadcast;

  @OnOpen
  public void open(Session session) throws IOException {
    session.setMaxIdleTimeout(0);
    broadcast.add(session);
    session.getBasicRemote().sendText("welcome");
  }

  @OnClose
  public void close(Session session) {
    broadcast.remove(session);
  }

  /** Clients end their connections without a word. */
  @OnError
  public void fail(Session session, Throwable failure) {
    broadcast.remove(session);
  }
}
