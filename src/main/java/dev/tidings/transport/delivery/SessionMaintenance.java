package dev.tidings.transport.delivery;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One timer for all sessions; and their end, in order, before that of the broker. */
@Singleton(name = "TidingsSessionMaintenance")
@Startup
@DependsOn("TidingsBrokerLifecycle")
@TransactionManagement(TransactionManagementType.BEAN)
public class SessionMaintenance {
  /** Each session is ticked twice a second. */
  private static final long MILLISECONDS = 500 / ConnectedSessions.BUCKETS;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  @Inject private ConnectedSessions sessions;

  private ScheduledFuture<?> ticking;

  @PostConstruct
  void begin() {
    ticking =
        scheduler.scheduleWithFixedDelay(
            sessions::tick, MILLISECONDS, MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void end() {
    ticking.cancel(false);
    sessions.close();
  }
}
