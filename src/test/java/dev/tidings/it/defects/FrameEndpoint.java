package dev.tidings.it.defects;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Takes messages in parts, counts what Tyrus does for each frame, and says the length of a part.
 */
@ServerEndpoint("/frames")
public class FrameEndpoint {

  @OnOpen
  public void open(Session session) throws ReflectiveOperationException {
    Object none =
        Proxy.newProxyInstance(
            FrameEndpoint.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              Reflected.count("timers", 1);
              return null;
            });
    Reflected.field(session, "service").set(session, none);
  }

  @OnMessage
  public void part(String part, boolean isLast, Session session) {
    var unused = session.getAsyncRemote().sendText(part.length() + " " + isLast);
  }
}
