package dev.tidings.broker;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Prepares an empty database with what every installation has, before any request is served. */
@Singleton
@Startup
@DependsOn("StartUp")
public class FirstStart {
  @Inject Installation installation;

  @PostConstruct
  void install() {
    installation.prepare();
  }
}
