package dev.tidings.transport.listener;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.platform.settings.StartFailure;
import dev.tidings.platform.settings.StartFailureReport;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/**
 * Prepares the listeners when the broker has started, fails the deployment if that is not possible,
 * and ends them before the broker. A session bean, because only that fails a deployment on every
 * server, and in an order that is defined.
 */
@Singleton(name = "TidingsListenerLifecycle")
@Startup
@DependsOn("TidingsBrokerLifecycle")
@TransactionManagement(TransactionManagementType.BEAN)
public class ListenerLifecycle {
  @Resource(lookup = "java:app/AppName")
  private String application;

  @Inject private Listeners listeners;
  @Inject private ListenerOperation operation;
  @Inject private Settings settings;

  @PostConstruct
  void prepare() {
    try {
      listeners.prepare(application);
    } catch (StartFailure failure) {
      StartFailureReport.report(failure, settings.flag(Setting.EXIT_ON_FAILED_START));
      throw failure;
    }
    operation.prepared();
  }

  @PreDestroy
  void end() {
    operation.end();
  }
}
