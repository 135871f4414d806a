package dev.tidings.broker.administration;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.platform.settings.StartFailure;
import dev.tidings.platform.settings.StartFailureReport;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/**
 * Prepares an empty database with what every installation has, moves what an earlier version left,
 * and applies the definitions of this one, before any request is served.
 */
@Singleton(name = "TidingsFirstStart")
@Startup
@DependsOn("TidingsStartUp")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstStart {
  @Inject LogConversion logConversion;
  @Inject InitialSetup initialSetup;
  @Inject DefinitionsAtStart definitionsAtStart;
  @Inject Settings settings;

  @PostConstruct
  void install() {
    logConversion.run();
    initialSetup.prepare();
    try {
      definitionsAtStart.apply();
    } catch (StartFailure failure) {
      StartFailureReport.report(failure, settings.flag(Setting.EXIT_ON_FAILED_START));
      throw failure;
    }
  }
}
