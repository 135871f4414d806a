package dev.tidings.store.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which nodes count as present. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NodeStatisticsTest {
  private static final Instant NOW = Instant.parse("2126-11-24T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Parameter TestDatabase database;

  private final NodeStatistics statistics = new NodeStatistics();
  private final String here = UUID.randomUUID().toString();
  private final String there = UUID.randomUUID().toString();
  private Connection connection;

  @BeforeEach
  void a_node() throws SQLException {
    connection = database.connect();
    statistics.write(connection, here, "of this one", NOW);
  }

  @AfterEach
  void roll_back() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void another_one_is_there_while_it_writes() throws SQLException {
    statistics.write(connection, there, "before", NOW.minus(MINUTE));
    statistics.write(connection, there, "last", NOW.minus(MINUTE).plusMillis(1));

    assertThat(others()).containsExactly(new NodeStatistics.Row(there, "last"));
  }

  @Test
  void who_wrote_nothing_for_a_minute_is_gone() throws SQLException {
    statistics.write(connection, there, "last", NOW.minus(MINUTE));

    assertThat(others()).isEmpty();
  }

  @Test
  void who_wrote_before_the_clock_was_set_back_is_gone() throws SQLException {
    statistics.write(connection, there, "last", NOW.plus(MINUTE));

    assertThat(others()).isEmpty();
  }

  private List<NodeStatistics.Row> others() throws SQLException {
    return statistics.others(connection, here, NOW, MINUTE);
  }
}
