package com.example.host;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/** Beans of types that libraries have beans of, too. */
@ApplicationScoped
@DataSourceDefinition(
    name = "java:app/jdbc/host",
    className = "org.h2.jdbcx.JdbcDataSource",
    url = "jdbc:h2:./host-data/host",
    user = "host",
    password = "host")
public class HostProducers {
  @Produces private Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  @Produces private Executor executor = Runnable::run;

  @Resource(lookup = "java:app/jdbc/host")
  @Produces
  private DataSource dataSource;

  @PersistenceContext @Produces private EntityManager entities;
}
