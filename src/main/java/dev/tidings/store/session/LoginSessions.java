package dev.tidings.store.session;

import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Finds and stores logins that are kept, for all nodes. */
@ApplicationScoped
public class LoginSessions {
  /** Of one endpoint; a further login ends the oldest. */
  static final int MOST = 20;

  private static final String FIND =
      """
      SELECT endpoint_id, username, password_digest, expires_at
      FROM tidings.login_session
      WHERE token_digest = ? AND kind = ? AND expires_at > ?""";

  private static final String ADD =
      """
      INSERT INTO tidings.login_session
        (token_digest, kind, endpoint_id, username, password_digest, created_at, expires_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)""";

  private static final String REMOVE = "DELETE FROM tidings.login_session WHERE token_digest = ?";

  private static final String REMOVE_EXPIRED =
      "DELETE FROM tidings.login_session WHERE expires_at <= ?";

  private static final String FIND_OLDEST =
      """
      SELECT token_digest FROM tidings.login_session
      WHERE endpoint_id = ? ORDER BY created_at DESC, token_digest OFFSET ?""";

  private Database database;
  private Clock clock;

  /** For the proxies of CDI. */
  protected LoginSessions() {}

  @Inject
  public LoginSessions(Database database, @DatabaseTime Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The login that the token stands for; empty when it has expired or was removed. */
  public Optional<LoginSession> find(SessionToken token, SessionKind kind) {
    Instant now = clock.instant();
    return database.read(
        connection ->
            JdbcRunner.queryForOne(
                connection,
                FIND,
                parameters -> parameters.add(token.digest()).add(kind.name()).add(now),
                row ->
                    new LoginSession(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant())));
  }

  /**
   * Keeps a login.
   *
   * @param passwordHash as it is stored
   * @return when it expires
   */
  public Instant add(
      SessionToken token,
      SessionKind kind,
      long endpointId,
      String username,
      String passwordHash,
      Duration lifetime) {
    Instant now = clock.instant();
    LoginSession session =
        new LoginSession(
            endpointId, username, SessionToken.digest(passwordHash), now.plus(lifetime));
    database.inTransaction(
        Durability.GUARANTEED, connection -> add(connection, token, kind, session, now));
    return session.expiresAt();
  }

  private static LoginSession add(
      Connection connection,
      SessionToken token,
      SessionKind kind,
      LoginSession session,
      Instant now)
      throws SQLException {
    JdbcRunner.update(connection, REMOVE_EXPIRED, parameters -> parameters.add(now));
    List<String> oldest =
        JdbcRunner.query(
            connection,
            FIND_OLDEST,
            parameters -> parameters.add(session.endpointId()).add(MOST - 1),
            row -> row.getString(1));
    JdbcRunner.batch(connection, REMOVE, oldest, (parameters, digest) -> parameters.add(digest));
    JdbcRunner.update(
        connection,
        ADD,
        parameters ->
            parameters
                .add(token.digest())
                .add(kind.name())
                .add(session.endpointId())
                .add(session.username())
                .add(session.passwordDigest())
                .add(now)
                .add(session.expiresAt()));
    return session;
  }

  /** Ends a login; does nothing when there is none. */
  public void remove(SessionToken token) {
    database.inTransaction(
        Durability.GUARANTEED,
        connection ->
            JdbcRunner.update(connection, REMOVE, parameters -> parameters.add(token.digest())));
  }
}
