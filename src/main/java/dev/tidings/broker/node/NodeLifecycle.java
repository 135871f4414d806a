package dev.tidings.broker.node;

import dev.tidings.platform.cluster.ChangedTopics;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Has this node say how it is, and hear which connections others want closed. */
@Singleton(name = "TidingsNodeLifecycle")
@Startup
@DependsOn("TidingsFirstStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class NodeLifecycle {
  private static final Logger LOG = System.getLogger(NodeLifecycle.class.getName());

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  @Inject NodeService nodes;
  @Inject Disconnecting disconnecting;
  @Inject ClusterNotifier clusterNotifier;

  private ScheduledFuture<?> beats;

  @PostConstruct
  void begin() {
    beats =
        scheduler.scheduleAtFixedRate(
            () -> attempt(this::beat), 1, NodeService.SECONDS, TimeUnit.SECONDS);
    clusterNotifier.listen(this::heard);
  }

  private void beat() {
    nodes.beat();
    disconnecting.serveRequests();
  }

  /** Those who tell are not kept; what cannot be done at once is done with the next heartbeat. */
  private void heard(ChangedTopics topics) {
    if (Disconnecting.isMeant(topics)) {
      try {
        scheduler.execute(() -> attempt(disconnecting::serveRequests));
      } catch (RejectedExecutionException stopping) {
        LOG.log(Level.DEBUG, "The server stops", stopping);
      }
    }
  }

  @PreDestroy
  void end() {
    beats.cancel(false);
    attempt(nodes::leave);
  }

  /** Whatever happens: a task that throws is not run again. */
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "The other nodes do not learn how this one is", failure);
    }
  }
}
