package dev.tidings.store.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.MovableClock;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.ops.SetUpLink;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** How long logins are kept. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LoginSessionsTest {
  private static final AtomicLong IDS = new AtomicLong(7_000_000);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T12:00:00Z"));
  private final TestDatabase database;
  private final OwnTransactions transactions;
  private final LoginSessions sessions;

  LoginSessionsTest(TestDatabase database) {
    this.database = database;
    transactions = new OwnTransactions(database);
    sessions = new LoginSessions(transactions, clock);
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  @Test
  void the_link_for_the_first_password_is_good_for_a_quarter_of_an_hour() throws SQLException {
    SessionToken token = SessionToken.random();
    long endpoint = endpoint();

    sessions.add(token, SessionKind.SET_UP, endpoint, "admin", "hash", SetUpLink.LIFETIME);

    assertThat(SetUpLink.LIFETIME).isEqualTo(Duration.ofMinutes(15));
    clock.advance(Duration.ofMinutes(15).minusMillis(1));
    assertThat(sessions.find(token, SessionKind.SET_UP))
        .hasValueSatisfying(
            found -> {
              assertThat(found.endpointId()).isEqualTo(endpoint);
              assertThat(found.beganWith("hash")).isTrue();
              assertThat(found.beganWith("another hash")).isFalse();
            });
    assertThat(sessions.find(token, SessionKind.SESSION)).isEmpty();
    clock.advance(Duration.ofMillis(1));
    assertThat(sessions.find(token, SessionKind.SET_UP)).isEmpty();
  }

  @Test
  void a_further_login_ends_the_oldest() throws SQLException {
    long endpoint = endpoint();
    SessionToken oldest = SessionToken.random();
    SessionToken next = SessionToken.random();
    add(oldest, endpoint);
    add(next, endpoint);

    for (int more = 2; more <= LoginSessions.MOST; more++) {
      add(SessionToken.random(), endpoint);
    }

    assertThat(sessions.find(oldest, SessionKind.SESSION)).isEmpty();
    assertThat(sessions.find(next, SessionKind.SESSION)).isPresent();
  }

  private void add(SessionToken token, long endpoint) {
    sessions.add(token, SessionKind.SESSION, endpoint, "admin", "hash", Duration.ofHours(12));
    clock.advance(Duration.ofSeconds(1));
  }

  private long endpoint() throws SQLException {
    long id = IDS.incrementAndGet();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO tidings.endpoint VALUES
            (%d, 0, CURRENT_TIMESTAMP, 'session %1$d', 'REST', 'PUB_SUB', NULL, NULL, TRUE)"""
              .formatted(id));
      connection.commit();
    }
    return id;
  }
}
