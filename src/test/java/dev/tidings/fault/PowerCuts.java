package dev.tidings.fault;

import dev.tidings.fault.EventLogs.Moment;
import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.Directories;
import dev.tidings.fixture.NodeDatabase;
import dev.tidings.fixture.Orphans;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A load on one disk, whose power is cut several times, so to speak. */
final class PowerCuts {
  private static final String ROW = "F15";
  private static final String DATA = "data";
  private static final String TOPIC = "power";

  private final DatabaseKind kind;
  private final Path place;
  private final PowerCutDisk disk;
  private final List<Cut> cuts = new ArrayList<>();
  private Path logs;
  private List<String> subscribers;

  /**
   * On an empty disk.
   *
   * @param place a directory for all that is not on the disk
   */
  PowerCuts(DatabaseKind kind, Path place, PowerCutDisk disk) {
    this.kind = kind;
    this.place = place;
    this.disk = disk;
  }

  /** The disk between two moments of the logs. */
  private record Cut(int number, Moment before, PowerCutDisk.Image image, Moment after) {}

  /** Puts the load on and copies the disk at random moments. */
  void cut(int count, Random random, int firstNumber) throws Exception {
    try (NodeDatabase store = kind.create(disk.directory().resolve(DATA));
        Node node = new Node(place.resolve("node"), store).start();
        Round live = new Round(ROW + "-load", store, firstNumber)) {
      Stage stage = new Stage(node, TOPIC).prepare();
      logs = live.logs();
      subscribers = stage.subscribers();
      try (Load load =
          new Load(new Clients(stage, live, random).publishers(4).consumers(3).all())) {
        load.awaitProgress();
        for (int i = 0; i < count; i++) {
          load.pause(Duration.ofMillis(50 + random.nextInt(400)));
          Moment before = Moment.now(logs);
          PowerCutDisk.Image image = disk.cut();
          cuts.add(new Cut(firstNumber + i, before, image, Moment.now(logs)));
        }
        load.stop();
      }
    }
  }

  /** Boots each copy and compares what it has with what was answered before. */
  void judgeAll() throws SQLException {
    Cut last = cuts.get(cuts.size() - 1);
    for (Cut cut : cuts) {
      judge(cut, cut.equals(last));
    }
    Directories.delete(logs);
  }

  /** A whole start takes longer than all the rest, so only one copy of each load gets one. */
  private void judge(Cut cut, boolean withNode) throws SQLException {
    try (PowerCutDisk.Image image = cut.image();
        NodeDatabase store = kind.open(image.boot().resolve(DATA));
        Round round = new Round(ROW, store, cut.number())) {
      Verdict found = new Verdict();
      if (withNode) {
        drainWithNode(store, round);
      } else {
        drain(store, round, found);
      }
      EventLogs all = EventLogs.in(logs, cut.before(), cut.after()).and(round.logs());
      round.report(Checker.check(all, subscribers).add(found), "");
    }
  }

  private void drainWithNode(NodeDatabase store, Round round) {
    try (Node node = new Node(place.resolve("restarted"), store).start()) {
      Drain.acknowledgeAll(new Stage(node, TOPIC), round.logs());
    }
  }

  private void drain(NodeDatabase store, Round round, Verdict found) throws SQLException {
    try (Connection connection = store.open()) {
      found.blame(Counter.ORPHAN_ROWS, Orphans.in(connection));
      StoredQueues queues = new StoredQueues(connection);
      for (String subscriber : subscribers) {
        queues.drain(subscriber, round.logs());
      }
    }
  }
}
