package dev.tidings.broker;

import dev.tidings.broker.dispatch.PendingReceives;
import dev.tidings.broker.dispatch.Ticker;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.schedule.ScheduledMessages;
import dev.tidings.platform.cluster.ClusterNotifier;
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

/**
 * Starts listening and polling for messages that arrive without a call to this node, and ends all
 * waiting in order at shutdown.
 */
@Singleton(name = "TidingsBrokerLifecycle")
@Startup
@DependsOn("TidingsFirstStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class BrokerLifecycle {
  /** For what other nodes hold back, should they not be there any more when it is due. */
  private static final long SECONDS_BETWEEN_LOOKS = 5;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  @Inject ClusterNotifier clusterNotifier;
  @Inject WakeUps wakeUps;
  @Inject ScheduledMessages scheduledMessages;
  @Inject PendingReceives pendingReceives;
  @Inject Ticker ticker;

  private ScheduledFuture<?> looking;

  @PostConstruct
  void begin() {
    clusterNotifier.listen(wakeUps::heard);
    looking =
        scheduler.scheduleWithFixedDelay(this::look, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  private void look() {
    ticker.goOn();
    scheduledMessages.look();
  }

  @PreDestroy
  void end() {
    looking.cancel(false);
    pendingReceives.close();
    ticker.end();
  }
}
