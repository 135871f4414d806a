package dev.tidings.it.defects;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Enumeration;
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
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(new CountedLoader(before));
    try {
      session.getAsyncRemote().sendText(part.length() + " " + isLast, result -> {});
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Counts searches for services, which go through all libraries. */
  private static final class CountedLoader extends ClassLoader {
    CountedLoader(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Reflected.count("searches", 1);
      return super.getResources(name);
    }
  }
}
