package dev.tidings.transport.listener;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets the listeners receive while the application is there: from when the broker has started and
 * the application is initialized, whichever is later, until one of the two is about to end.
 */
@ApplicationScoped
class ListenerOperation {
  /** Each listener is ticked twice a second. */
  private static final long MILLISECONDS = 500;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  @Inject private Listeners listeners;
  @Inject private ListenerShutdown shutdown;
  @Inject private Settings settings;

  private final Object ending = new Object();
  private boolean isPrepared;
  private boolean isInitialized;
  private boolean isBegun;
  private boolean isEnded;
  private ScheduledFuture<?> ticking;

  synchronized void prepared() {
    isPrepared = true;
    beginIfReady();
  }

  synchronized void initialized(@Observes @Initialized(ApplicationScoped.class) Object event) {
    isInitialized = true;
    beginIfReady();
  }

  private void beginIfReady() {
    if (isPrepared && isInitialized && !isBegun && !isEnded) {
      isBegun = true;
      listeners.begin();
      startTicking();
    }
  }

  private void startTicking() {
    if (!listeners.consumers().isEmpty()) {
      ticking =
          scheduler.scheduleWithFixedDelay(
              () -> listeners.consumers().forEach(ListenerConsumer::tick),
              MILLISECONDS,
              MILLISECONDS,
              TimeUnit.MILLISECONDS);
    }
  }

  void aboutToEnd(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    end();
  }

  /** Returns when they have ended, whoever has begun to end them. */
  void end() {
    synchronized (ending) {
      if (isBeginOfEnd()) {
        shutdown.end(listeners.consumers(), settings.duration(Setting.LISTENER_SHUTDOWN));
        stopTicking();
      }
    }
  }

  private synchronized boolean isBeginOfEnd() {
    boolean isFirst = !isEnded;
    isEnded = true;
    return isFirst && isPrepared;
  }

  /** Leases are extended until the calls that run have ended. */
  private synchronized void stopTicking() {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }
}
