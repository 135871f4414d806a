package dev.tidings.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The timer with which Tyrus, and so Payara, would close a session that is idle. It begins anew
 * with each frame that comes or goes, also where there is no idle timeout, and is due at once then:
 * a task of the container, with all that such tasks remember of their thread, for another thread to
 * find nothing to do. That takes longer than all else about a frame, and no setting ends it.
 */
final class IdleTimer {
  private static final Logger LOG = System.getLogger(IdleTimer.class.getName());

  /** In what the session begins its timers. */
  private static final String SCHEDULER = "service";

  private static final Object NEVER =
      Proxy.newProxyInstance(
          IdleTimer.class.getClassLoader(),
          new Class<?>[] {ScheduledExecutorService.class},
          (proxy, method, arguments) -> null);

  private IdleTimer() {}

  /** Lets a session begin no timer any more; sessions of other containers stay as they are. */
  static void removeFrom(Object session) {
    try {
      Field scheduler = session.getClass().getDeclaredField(SCHEDULER);
      if (scheduler.getType() == ScheduledExecutorService.class) {
        scheduler.setAccessible(true);
        scheduler.set(session, NEVER);
      }
    } catch (ReflectiveOperationException | RuntimeException none) {
      LOG.log(Level.TRACE, "The session keeps its idle timer, if it has one", none);
    }
  }
}
