package dev.tidings.fault;

import dev.tidings.fault.EventLogs.Moment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power goes away under the database, at many moments of the same load. */
class PowerCutIT {
  private static final String ROW = "F15";
  private static final String DATA = "data";

  /** Each image takes room on the disk of the machine until it is judged. */
  private static final int MOST_IMAGES_OF_A_LOAD = 20;

  @TempDir Path directory;

  private Random random;
  private int images;

  /**
   * The disk at a moment.
   *
   * @param moment of the logs, a little before the disk's
   */
  private record Cut(Moment moment, PowerCutDisk.Image image) {}

  @ParameterizedTest
  @EnumSource
  void what_was_answered_is_there_after_a_power_cut(DatabaseKind kind) throws Exception {
    random = FaultSettings.random(ROW + kind);
    while (images < FaultSettings.IMAGES) {
      int count = Math.min(FaultSettings.IMAGES - images, MOST_IMAGES_OF_A_LOAD);
      Path place = directory.resolve("load-" + images);
      try (PowerCutDisk disk = PowerCutDisk.create(place.resolve("disk"))) {
        cutAndJudge(kind, place, disk, count);
      }
    }
  }

  private void cutAndJudge(DatabaseKind kind, Path place, PowerCutDisk disk, int count)
      throws Exception {
    List<Cut> cuts;
    Stage stage;
    Round live;
    try (Store store = kind.create(disk.directory().resolve(DATA));
        Node node = new Node(place.resolve("node"), store).start()) {
      stage = new Stage(node, "power").prepare();
      live = new Round(ROW + "-load", store, images, place);
      cuts = cut(stage, live, disk, count);
    }
    for (int i = 0; i < count; i++) {
      judge(kind, place, live, stage.subscribers(), cuts.get(i), i == count - 1);
    }
  }

  private List<Cut> cut(Stage stage, Round live, PowerCutDisk disk, int count) throws Exception {
    List<Cut> cuts = new ArrayList<>();
    try (live;
        Load load = new Load(new Clients(stage, live, random).publishers(4).consumers(3).all())) {
      load.awaitProgress();
      for (int i = 0; i < count; i++) {
        load.pause(Duration.ofMillis(50 + random.nextInt(400)));
        Moment moment = Moment.now(live.logs());
        cuts.add(new Cut(moment, disk.cut()));
      }
      load.stop();
    }
    return cuts;
  }

  private void judge(
      DatabaseKind kind,
      Path place,
      Round live,
      List<String> subscribers,
      Cut cut,
      boolean withNode)
      throws SQLException {
    images++;
    try (PowerCutDisk.Image image = cut.image();
        Store store = kind.open(image.boot().resolve(DATA));
        Round round = new Round(ROW, store, images, place)) {
      Verdict found = new Verdict();
      if (withNode) {
        drainWithNode(place, store, round);
      } else {
        drain(store, subscribers, round, found);
      }
      EventLogs logs = EventLogs.in(live.logs(), cut.moment()).and(round.logs());
      round.report(Checker.check(logs, subscribers).add(found), "");
    }
  }

  /** One image of each load goes through a whole start. */
  private static void drainWithNode(Path place, Store store, Round round) {
    try (Node node = new Node(place.resolve("restarted"), store).start()) {
      Drain.acknowledgeAll(new Stage(node, "power"), round.logs());
    }
  }

  private static void drain(Store store, List<String> subscribers, Round round, Verdict found)
      throws SQLException {
    try (Connection connection = store.open()) {
      Orphans.count(connection, found);
      StoredQueues queues = new StoredQueues(connection);
      for (String subscriber : subscribers) {
        queues.drain(subscriber, round.logs());
      }
    }
  }
}
