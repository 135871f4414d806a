package dev.tidings.platform.ops;

import dev.tidings.platform.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What operators may know of the database. */
@ApplicationScoped
public class DatabaseReport {
  @Inject Database database;

  /** Which database this is and where, without user and password. */
  public String description() {
    return database.description();
  }

  /** The version to which the tables were brought. */
  public String schemaVersion() {
    return database.schemaVersion();
  }
}
