package dev.tidings.transport.health.microprofile;

import dev.tidings.platform.ops.DatabaseReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Whether the node has started: it has opened the database, whose tables are of its version. */
@Startup
@ApplicationScoped
public class SchemaHealth implements HealthCheck {
  @Inject private DatabaseReport database;

  /** Anybody may ask, so nobody is told which version it is. */
  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("tidings-schema")
        .status(!database.schemaVersion().isEmpty())
        .build();
  }
}
