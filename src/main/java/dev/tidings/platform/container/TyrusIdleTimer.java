package dev.tidings.platform.container;

import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The timer with which Tyrus, and so Payara, would close a session that is idle.
 *
 * <p>The defect, in Tyrus 2.1 as in Payara 6.2025.10 (Tyrus issue 487): it begins anew with each
 * frame that comes or goes, also where there is no idle timeout, and is due at once then: a task of
 * the container, with all that such tasks remember of their thread, for another thread to find
 * nothing to do. No setting ends it.
 *
 * <p>What this gains: that takes longer than all else about a frame.
 */
public final class TyrusIdleTimer {
  /** In what the session begins its timers. */
  private static final ServerField SCHEDULER =
      new ServerField("service", ScheduledExecutorService.class);

  private static final Object NEVER =
      Proxy.newProxyInstance(
          TyrusIdleTimer.class.getClassLoader(),
          new Class<?>[] {ScheduledExecutorService.class},
          (proxy, method, arguments) -> null);

  private TyrusIdleTimer() {}

  /** Lets a session begin no timer any more; sessions of other containers stay as they are. */
  public static void removeFrom(Object session) {
    SCHEDULER.set(session, NEVER);
  }
}
