package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fault.Load.Client;
import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.NodeDatabase;
import dev.tidings.fixture.Orphans;
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
  private NodeDatabase store;
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
    try (NodeDatabase last = store;
        Connection connection = last.look(directory.resolve("copies"))) {
      found.blame(Counter.ORPHAN_ROWS, Orphans.leftovers(connection));
    }
    assertThat(found.isClean()).as(found.toString()).isTrue();
  }

  /** One kill and one start serve both rows, since starts are what takes the time. */
  @Test
  void what_was_answered_is_there_and_what_is_not_acknowledged_comes_back_when_the_node_is_killed()
      throws Exception {
    Random random = FaultSettings.random("F1, F2 on " + kind);
    Stage publishing = new Stage(node, "publish").prepare();
    Stage delivering = new Stage(node, "deliver").prepare();
    for (int number = 1; number <= FaultSettings.ROUNDS; number++) {
      try (Round first = new Round("F1", store, number);
          Round second = new Round("F2", store, number)) {
        List<Client> clients = new Clients(publishing, first, random).publishers(8).all();
        clients.addAll(new Clients(delivering, second, random).publishers(2).consumers(4).all());

        Verdict found = killAndRestart(List.of(first, second), clients, random);
        ChurningSubscriber.leave(publishing);
        ChurningSubscriber.leave(delivering);
        Drain.getAll(publishing, first.logs());
        Drain.acknowledgeAll(delivering, second.logs());

        first.judge(publishing.subscribers(), found);
        second.judge(delivering.subscribers(), new Verdict());
      }
    }
  }

  /** Returns what was found in the database between the kill and the start. */
  private Verdict killAndRestart(List<Round> rounds, List<Client> clients, Random random)
      throws Exception {
    try (Load load = new Load(clients)) {
      load.pause(Duration.ofMillis(500 + random.nextInt(4_500)));
      rounds.forEach(Round::fault);
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
      found.blame(Counter.ORPHAN_ROWS, Orphans.in(connection));
    }
    return found;
  }
}
