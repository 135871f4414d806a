package dev.tidings.broker.statistics;

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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Has statistics added up once a second, from the start of the node to its end. */
@Singleton(name = "TidingsStatisticsLifecycle")
@Startup
@DependsOn("TidingsFirstStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class StatisticsLifecycle {
  private static final Logger LOG = System.getLogger(StatisticsLifecycle.class.getName());

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  @Inject StatisticsService statistics;

  private ScheduledFuture<?> ticks;

  @PostConstruct
  void begin() {
    ticks = scheduler.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  @PreDestroy
  void end() {
    ticks.cancel(false);
  }

  /** Whatever happens: a task that throws is not run again. */
  private void tick() {
    try {
      statistics.tick();
    } catch (RuntimeException failure) {
      LOG.log(Level.DEBUG, "The statistics of a second are missing", failure);
    }
  }
}
