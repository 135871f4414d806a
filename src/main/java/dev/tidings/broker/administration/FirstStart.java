package dev.tidings.broker.administration;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Prepares an empty database with what every installation has, before any request is served. */
@Singleton(name = "TidingsFirstStart")
@Startup
@DependsOn("TidingsStartUp")
public class FirstStart {
  @Inject InitialSetup initialSetup;

  @PostConstruct
  void install() {
    initialSetup.prepare();
  }
}
