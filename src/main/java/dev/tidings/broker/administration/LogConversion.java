package dev.tidings.broker.administration;

import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.store.log.MessageTable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Moves what versions before segments have stored to the log of today, at the first start after the
 * upgrade. A start that is interrupted leaves the rest to the next one.
 */
@ApplicationScoped
public class LogConversion {
  private static final Log LOG = Log.of(LogConversion.class);

  @Inject Database database;
  @Inject MessageTable messageTable;

  /** Returns when all of it is done, by this node or others. */
  public void run() {
    long moved = 0;
    int some = moveNext();
    while (some > 0) {
      moved += some;
      some = moveNext();
    }
    if (moved > 0) {
      LOG.log(LogEvent.LOG_CONVERTED, moved);
    }
  }

  private int moveNext() {
    return database.inTransaction(Durability.GUARANTEED, messageTable::moveNext);
  }
}
