package dev.tidings.transport.jmx;

import dev.tidings.api.Administration;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.StatisticsReader;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;

/**
 * Registers the MBeans when the node starts, follows what is created and deleted, and leaves none
 * behind. A node without MBeans works: nothing here fails a deployment.
 */
@Singleton(name = "TidingsJmxLifecycle")
@Startup
@DependsOn("TidingsFirstStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class JmxLifecycle {
  private static final Log LOG = Log.of(JmxLifecycle.class);

  /** A look costs no query. */
  private static final long SECONDS_BETWEEN_LOOKS = 5;

  @Resource(lookup = "java:app/AppName")
  private String application;

  @Resource(lookup = "java:comp/DefaultContextService")
  private ContextService contextService;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  @Inject Settings settings;
  @Inject StatisticsReader statistics;
  @Inject FigureReader reader;
  @Inject Measurements measurements;
  @Inject Administration administration;
  @Inject JmxAdministrator administrator;

  private MBeans beans;
  private ScheduledFuture<?> looking;
  private boolean hasWarned;

  @PostConstruct
  void begin() {
    ServerCalls calls = new ServerCalls(contextService.currentContextExecutor(), administrator);
    FigureSource source = new FigureSource(statistics, reader, measurements, calls);
    beans =
        new MBeans(
            new MBeanRegistry(ManagementFactory.getPlatformMBeanServer()),
            new MBeanNames(application),
            settings.number(Setting.JMX_MAX_MBEANS),
            source,
            new JmxOperations(administration, calls, source::refresh),
            settings.text(Setting.SERVER_NAME));
    looking =
        scheduler.scheduleWithFixedDelay(this::update, 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
  }

  /** Whatever happens: a task that throws is not run again. */
  private void update() {
    try {
      beans.update(statistics.known());
    } catch (JMException | RuntimeException failure) {
      LOG.logFailureUnless(hasWarned, LogEvent.BEANS_INCOMPLETE, failure, application);
      hasWarned = true;
    }
  }

  @PreDestroy
  void end() {
    looking.cancel(false);
    try {
      beans.end();
    } catch (JMException | RuntimeException failure) {
      LOG.logFailure(LogEvent.BEANS_LEFT, failure, application);
    }
  }
}
