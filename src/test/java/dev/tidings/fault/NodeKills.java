package dev.tidings.fault;

import dev.tidings.fault.Load.Client;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final int PUBLISHERS = 8;

  private Path directory;
  private Store store;
  private Node node;

  private final DatabaseKind kind;

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
  void stop() {
    node.close();
    store.close();
  }

  @Test
  void what_was_answered_is_there_when_the_node_is_killed_while_it_publishes() throws Exception {
    Random random = FaultSettings.random("F1");
    Stage stage = new Stage(node, "publish").prepare();
    for (int number = 1; number <= FaultSettings.ROUNDS; number++) {
      try (Round round = new Round("F1", store, number, directory.resolve("logs"))) {
        Verdict found = killAndRestart(round, publishersAndVisitor(stage, round, random), random);
        Visitor.leave(stage);
        Drain.getAll(stage, round.logs());
        round.judge(stage.subscribers(), found);
      }
    }
  }

  private static List<Client> publishersAndVisitor(Stage stage, Round round, Random random) {
    List<Client> clients = new ArrayList<>(List.of(new Visitor(stage, random.nextLong())));
    for (int i = 1; i <= PUBLISHERS; i++) {
      EventLog log = round.log("publisher-" + i);
      clients.add(new FaultPublisher(stage, round.run(), i, log, random.nextLong()));
    }
    return clients;
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
