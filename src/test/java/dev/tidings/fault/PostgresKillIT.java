package dev.tidings.fault;

import dev.tidings.fault.Load.Client;
import dev.tidings.fixture.NodeDatabase;
import dev.tidings.fixture.Orphans;
import dev.tidings.fixture.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL is killed with all its processes and started again; the node has to live on. */
@Tag("slow")
class PostgresKillIT {
  @TempDir Path directory;

  @Test
  void what_was_answered_is_there_and_all_clients_go_on_when_the_database_is_killed()
      throws Exception {
    Random random = FaultSettings.random("F4");
    try (PostgresServer store = PostgresServer.create(directory.resolve("store")).start();
        Node node = new Node(directory.resolve("node"), store).start()) {
      Stage stage = new Stage(node, "database").prepare();
      for (int number = 1; number <= FaultSettings.ROUNDS; number++) {
        try (Round round = new Round("F4", store, number)) {
          List<Client> clients = new Clients(stage, round, random).publishers(4).consumers(3).all();
          killAndRestart(round, store, clients, random);
          ChurningSubscriber.leave(stage);
          Drain.acknowledgeAll(stage, round.logs());
          round.judge(stage.subscribers(), lookInto(store));
        }
      }
    }
  }

  private static void killAndRestart(
      Round round, PostgresServer store, List<Client> clients, Random random) throws Exception {
    try (Load load = new Load(clients)) {
      load.pause(Duration.ofMillis(500 + random.nextInt(3_000)));
      round.fault();
      store.kill();
      store.start();
      load.awaitProgress();
      load.stop();
    }
  }

  private Verdict lookInto(NodeDatabase store) throws SQLException {
    Verdict found = new Verdict();
    try (Connection connection = store.look(directory)) {
      found.blame(Counter.ORPHAN_ROWS, Orphans.in(connection));
      found.blame(Counter.ORPHAN_ROWS, Orphans.leftovers(connection));
    }
    return found;
  }
}
