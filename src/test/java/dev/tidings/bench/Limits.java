package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Measures what the machine and the database could do at most, with no server in between. */
final class Limits {
  private static final int PAGE = 8_192;
  private static final int PAGES = 4_096;
  private static final int RANGE = 1_000;
  private static final int LOG_LENGTH = 100_000;
  private static final int FILLING = 1_000;

  private final BenchDatabase database;
  private final Path directory;
  private final int messageSize;
  private final Timing timing;
  private final Meters meters;

  Limits(BenchDatabase database, Path directory, Options options) {
    this.database = database;
    this.directory = directory;
    messageSize = options.messageSize();
    timing = options.timing();
    meters = Meters.of(DiskMeter.of(directory));
  }

  /** One turn of a tally. */
  private interface Turn {
    /** Returns how many messages it was good for. */
    int run() throws SQLException, IOException;
  }

  /** Limit 2: appends of that many messages, each on disk before the next. */
  Measurement append(int group) {
    return onLog(
        log -> {
          log.empty();
          return repeat(
              () -> {
                log.append(group);
                return group;
              });
        });
  }

  /** Limit 3: a page written and flushed, again and again, in a file that does not grow. */
  Measurement flush() {
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("flushes"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
      for (int i = 0; i < PAGES; i++) {
        file.write(page.rewind(), (long) i * PAGE);
      }
      file.force(true);
      int[] next = {0};
      return repeat(
          () -> {
            file.write(page.rewind(), (long) (next[0]++ % PAGES) * PAGE);
            file.force(false);
            return 1;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Limit 4: ranges of a thousand messages read from a log that has been written before. */
  Measurement read() {
    return onLog(
        log -> {
          log.empty();
          while (log.last() < LOG_LENGTH) {
            log.append(FILLING);
          }
          long[] from = {1};
          return repeat(
              () -> {
                int count = log.read(from[0], from[0] + RANGE - 1);
                from[0] = from[0] + RANGE > LOG_LENGTH ? 1 : from[0] + RANGE;
                return count;
              });
        });
  }

  /** What is done with a connection to the bare log. */
  private interface LogWork {
    Measurement run(BareLog log) throws SQLException;
  }

  private Measurement onLog(LogWork work) {
    try (Connection connection = database.connect()) {
      return work.run(new BareLog(database, connection, messageSize));
    } catch (SQLException e) {
      throw new BenchmarkFailure(e);
    }
  }

  private Measurement repeat(Turn turn) {
    Tally tally = new Tally(meters);
    Rounds rounds = new Rounds(List.of(tally), timing);
    try {
      long end = System.nanoTime() + timing.warmUp().toNanos();
      while (System.nanoTime() < end) {
        turn.run();
      }
      rounds.begin();
      do {
        end = System.nanoTime() + timing.round().toNanos();
        while (System.nanoTime() < end) {
          long before = System.nanoTime();
          tally.count(turn.run(), System.nanoTime() - before);
        }
      } while (rounds.goOn());
      return tally.measurement();
    } catch (SQLException | IOException e) {
      throw new BenchmarkFailure(e);
    }
  }
}
