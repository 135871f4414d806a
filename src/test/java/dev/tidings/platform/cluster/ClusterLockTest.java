package dev.tidings.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who wants to be the only server waits for the one that is, however long that is at it. */
class ClusterLockTest {
  private static final Duration LONGER_THAN_FOR_A_LOCK = Duration.ofMillis(300);

  private final ClusterLock clusterLock = new ClusterLock();

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void the_next_one_waits_longer_than_for_a_lock(TestDatabase database) throws SQLException {
    try (Connection first = database.connect();
        Connection second = database.connect()) {
      assertThat(clusterLock.tryToBecome(first)).isTrue();
      waitOnlyBriefly(database, second);

      CompletableFuture<Void> next = CompletableFuture.runAsync(() -> become(second));
      await().pollDelay(LONGER_THAN_FOR_A_LOCK).until(() -> true);
      assertThat(next).isNotDone();
      first.rollback();

      next.join();
      assertThat(clusterLock.tryToBecome(first)).isFalse();
      first.rollback();
      second.rollback();
    }
  }

  private void become(Connection connection) {
    try {
      clusterLock.become(connection);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void waitOnlyBriefly(TestDatabase database, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          database == TestDatabase.H2 ? "SET LOCK_TIMEOUT 50" : "SET lock_timeout TO 50");
      connection.commit();
    }
  }
}
