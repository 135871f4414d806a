package dev.tidings.platform.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.failure.DatabaseFailures;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SqlErrorsTest {
  private final SQLException full = new SQLException("could not extend file", "53100");

  @Test
  void a_full_disk_of_the_server_is_called_so() {
    assertThat(DatabaseFailures.behind(new IllegalStateException(full)))
        .hasValueSatisfying(SqlErrorsTest::assertFull);
    assertFull(SqlErrors.of(full));
  }

  private static void assertFull(TidingsException refusal) {
    assertThat(refusal.type()).isEqualTo(ErrorType.UNAVAILABLE);
    assertThat(refusal.getMessage())
        .startsWith("The disk of the database server is full")
        .contains("Make room");
  }

  @Test
  void a_closed_store_says_why() {
    DatabaseClosedException closed = new DatabaseClosedException("The disk of /data is full.");

    assertThat(SqlErrors.of(new NoConnectionException(closed)).getMessage())
        .isEqualTo(closed.getMessage());
    assertThat(DatabaseFailures.behind(new IllegalStateException(closed)))
        .hasValueSatisfying(
            refusal -> assertThat(refusal.getMessage()).isEqualTo(closed.getMessage()));
  }

  /** A full queue is no outage. */
  @Test
  void what_is_tried_again_is_loud_unless_the_database_is_away() {
    assertThat(DatabaseFailures.isKnown(SqlErrors.of(full))).isTrue();
    assertThat(DatabaseFailures.isKnown(new TidingsException(ErrorType.QUEUE_FULL, "full")))
        .isFalse();
    assertThat(DatabaseFailures.isKnown(new IllegalStateException())).isFalse();
  }
}
