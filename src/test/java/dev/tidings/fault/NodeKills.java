package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fault.Load.Client;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A node is killed while clients are at work, and started again on what is left. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class NodeKills {
  private final DatabaseKind kind;
  private Path directory;
  private Store store;
  private Node node;

  NodeKills(DatabaseKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start(@TempDir Path temporary) {
    directory = temporary;
    store = kind.create(directory.resolve("store"));
    node = new Node(directory.resolve("node"), store).start();
  }

  @AfterAll
  void nothing_is_left_over() throws Exception {
    Verdict found = new Verdict();
    node.close();
    try (Store last = store;
        Connection connection = last.look(directory.resolve("copies"))) {
      Orphans.countLeftovers(connection, found);
    }
    assertThat(found.isClean()).as(found.toString()).isTrue();
  }

  @Test
  void what_was_answered_is_there_when_the_node_is_killed_while_it_publishes() throws Exception {
    Random random = FaultSettings.random("F1" + kind);
    Stage stage = new Stage(node, "publish").prepare();
    for (int number = 1; number <= FaultSettings.ROUNDS; number++) {
      try (Round round = new Round("F1", store, number, directory.resolve("logs"))) {
        List<Client> clients = new Clients(stage, round, random).publishers(8).all();
        Verdict found = killAndRestart(round, clients, random);
        Visitor.leave(stage);
        Drain.getAll(stage, round.logs());
        round.judge(stage.subscribers(), found);
      }
    }
  }

  @Test
  void what_is_not_acknowledged_comes_back_flagged_when_the_node_is_killed_while_it_delivers()
      throws Exception {
    Random random = FaultSettings.random("F2" + kind);
    Stage stage = new Stage(node, "deliver").prepare();
    for (int number = 1; number <= FaultSettings.ROUNDS; number++) {
      try (Round round = new Round("F2", store, number, directory.resolve("logs"))) {
        List<Client> clients = new Clients(stage, round, random).publishers(3).consumers(4).all();
        Verdict found = killAndRestart(round, clients, random);
        Visitor.leave(stage);
        Drain.acknowledgeAll(stage, round.logs());
        round.judge(stage.subscribers(), found);
      }
    }
  }

  /** Returns what was found in the database between the kill and the start. */
  private Verdict killAndRestart(Round round, List<Client> clients, Random random)
      throws Exception {
    try (Load load = new Load(clients)) {
      load.pause(Duration.ofMillis(500 + random.nextInt(3_500)));
      round.fault();
      node.kill();
      Verdict found = lookIntoTheDatabase();
      node.start();
      load.awaitProgress();
      load.stop();
      return found;
    }
  }

  private Verdict lookIntoTheDatabase() throws SQLException {
    Verdict found = new Verdict();
    try (Connection connection = store.look(directory.resolve("copies"))) {
      Orphans.count(connection, found);
    }
    return found;
  }
}
