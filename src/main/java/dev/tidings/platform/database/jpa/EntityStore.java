package dev.tidings.platform.database.jpa;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.sql.SQLException;
import java.util.List;

/** What the classes that store entities have in common: pages, versions, conflicts. */
public final class EntityStore {
  private static final String UNIQUE_VIOLATION = "23505";

  private EntityStore() {}

  /** One row more than the page shows, if there is one: it tells that there is a next page. */
  public static <T> List<T> onePastPage(TypedQuery<T> query, int limit) {
    return query.setMaxResults(limit + 1).getResultList();
  }

  /**
   * Refuses a change that is based on another version.
   *
   * @throws TidingsException {@link ErrorType#STALE_VERSION} unless the versions are equal
   */
  public static void requireVersion(long expected, long actual) {
    if (expected != actual) {
      throw stale(null);
    }
  }

  /**
   * Writes what has changed, so that versions are the new ones and conflicts show here and now.
   *
   * @throws TidingsException {@link ErrorType#STALE_VERSION}, or {@link ErrorType#CONFLICT} with
   *     the message given
   */
  public static void flush(EntityManager entities, String conflict) {
    try {
      entities.flush();
    } catch (OptimisticLockException e) {
      throw stale(e);
    } catch (PersistenceException e) {
      throw isUniqueViolation(e) ? new TidingsException(ErrorType.CONFLICT, conflict, e) : e;
    }
  }

  private static TidingsException stale(Throwable cause) {
    return new TidingsException(
        ErrorType.STALE_VERSION,
        "The object has changed since it was read; read it again and repeat the change",
        cause);
  }

  /** By SQL state, which H2 and PostgreSQL share. */
  private static boolean isUniqueViolation(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
