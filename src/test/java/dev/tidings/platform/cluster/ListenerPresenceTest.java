package dev.tidings.platform.cluster;

import static dev.tidings.platform.database.BrokenPostgres.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.platform.database.BrokenPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenerPresenceTest {
  private final String self = UUID.randomUUID().toString();
  private final String other = UUID.randomUUID().toString();
  private BrokenPostgres postgres;
  private Connection connection;
  private Connection listening;
  private long now;

  @BeforeEach
  void listen_alone() throws SQLException {
    postgres = new BrokenPostgres();
    postgres.endAllOthers();
    connection = postgres.engine().connect();
    listening = postgres.engine().connect();
    ListenerPresence.join(listening, self);
  }

  @AfterEach
  void close() throws SQLException {
    listening.close();
    connection.close();
    postgres.close();
  }

  private ListenerPresence audience() {
    return new ListenerPresence(self, () -> now);
  }

  @Test
  void a_server_that_is_alone_has_none_though_it_listens_itself() throws SQLException {
    assertThat(audience().isThere(connection)).isFalse();
  }

  @Test
  void another_one_that_listens_is_one() throws SQLException {
    ListenerPresence.join(listening, other);

    assertThat(audience().isThere(connection)).isTrue();
  }

  @Test
  void a_lock_of_somebody_else_is_none() throws SQLException {
    execute(listening, "SELECT pg_advisory_lock(1, 2), pg_advisory_lock(3)");

    assertThat(audience().isThere(connection)).isFalse();
  }

  @Test
  void whoever_has_come_meanwhile_is_seen_a_second_later() throws SQLException {
    ListenerPresence listenerPresence = audience();
    listenerPresence.isThere(connection);
    ListenerPresence.join(listening, other);

    now += ListenerPresence.BETWEEN_LOOKS.toNanos() - 1;
    assertThat(listenerPresence.isThere(connection)).isFalse();
    now++;
    assertThat(listenerPresence.isThere(connection)).isTrue();
  }

  @Test
  void one_that_has_gone_is_none_any_more() throws SQLException {
    ListenerPresence.join(listening, other);
    ListenerPresence listenerPresence = audience();
    listenerPresence.isThere(connection);

    listening.close();

    await()
        .until(
            () -> {
              now += ListenerPresence.BETWEEN_LOOKS.toNanos();
              return !listenerPresence.isThere(connection);
            });
  }
}
