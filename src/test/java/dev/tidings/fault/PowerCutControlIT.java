package dev.tidings.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fault.EventLogs.Moment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same power cut under a database that answers before the disk has anything: what this test
 * could not see, the other would not see either.
 */
@Tag("slow")
class PowerCutControlIT {
  private static final String QUEUE = "table";
  private static final int IMAGES = 3;

  @TempDir Path directory;

  @Test
  void what_was_answered_without_a_flush_is_lost() throws Exception {
    Random random = FaultSettings.random("F15-control");
    Path logs = directory.resolve("logs");
    long lost = 0;
    try (PowerCutDisk disk = PowerCutDisk.create(directory.resolve("disk"))) {
      Path database = disk.directory().resolve("plain");
      List<EventLogs> heard = new ArrayList<>();
      List<PowerCutDisk.Image> images = new ArrayList<>();
      try (PlainPublisher publisher = new PlainPublisher(database, logs, random.nextLong());
          Load load = new Load(List.of(publisher))) {
        for (int i = 0; i < IMAGES; i++) {
          load.pause(Duration.ofMillis(300 + random.nextInt(500)));
          Moment before = Moment.now(logs);
          images.add(disk.cut());
          heard.add(EventLogs.in(logs, before, Moment.now(logs)));
        }
        load.stop();
      }
      for (int i = 0; i < IMAGES; i++) {
        lost += lost(heard.get(i), images.get(i), i);
      }
    }

    assertThat(lost).as("lost with the defaults of the database").isPositive();
  }

  private long lost(EventLogs logs, PowerCutDisk.Image image, int number) throws SQLException {
    Path drained = directory.resolve("drained-" + number);
    try (image;
        EventLog log = new EventLog(drained, "drain")) {
      readTable(image.boot().resolve("plain"), log);
    }
    Verdict verdict = Checker.check(logs.and(drained), List.of(QUEUE));
    System.out.println("F15 control, image " + number + ": " + verdict);
    assertThat(verdict.of(Counter.DELIVERED_UNIQUE)).as("at least what was flushed").isPositive();
    assertThat(verdict.of(Counter.UNEXPECTED)).isZero();
    return verdict.of(Counter.LOST);
  }

  private static void readTable(Path database, EventLog log) throws SQLException {
    Event call = Event.of(Action.GET, Outcome.INVOKE, 1).from(QUEUE);
    log.write(call);
    try (Connection connection = connect(database);
        Statement query = connection.createStatement();
        ResultSet rows = query.executeQuery("SELECT data FROM plain")) {
      while (rows.next()) {
        Payload payload = Payload.read(rows.getBytes(1));
        log.write(call.as(Outcome.OK).delivered(payload.msg(), payload.sha(), 5, 0, ""));
      }
    }
  }

  /** With the database's own defaults. */
  private static Connection connect(Path database) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:" + database);
  }

  /** Inserts rows and takes the return of the commit for an answer. */
  private static final class PlainPublisher implements Load.Client, AutoCloseable {
    private final Connection connection;
    private final EventLog log;
    private final Random random;
    private final AtomicLong successes = new AtomicLong();

    /** The table and its first row are on the disk before anybody cuts. */
    PlainPublisher(Path database, Path logs, long seed) throws SQLException {
      connection = connect(database);
      log = new EventLog(logs, "publisher");
      random = new Random(seed);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE plain (data VARBINARY)");
        publish();
        statement.execute("CHECKPOINT SYNC");
      }
    }

    @Override
    public void work(Load load) {
      try {
        while (load.isOn()) {
          publish();
        }
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }

    private void publish() throws SQLException {
      Payload payload = Payload.of("control/" + successes.get(), random);
      Event call =
          Event.of(Action.PUBLISH, Outcome.INVOKE, successes.get())
              .published(payload.msg(), payload.sha(), 5);
      log.write(call);
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO plain VALUES (?)")) {
        insert.setBytes(1, payload.bytes());
        insert.executeUpdate();
      }
      log.write(call.as(Outcome.OK));
      successes.incrementAndGet();
    }

    @Override
    public long successes() {
      return successes.get();
    }

    @Override
    public void close() throws SQLException {
      log.close();
      connection.close();
    }
  }
}
