package dev.tidings.bench;

import dev.tidings.fixture.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures Tidings beside its alternatives: the same application in the same server on the same
 * PostgreSQL, one after the other. First publishers fill a queue, then its listeners empty it.
 */
final class Alternatives {
  private static final Map<String, String> TWO_PHASES = Map.of("max_prepared_transactions", "128");
  private static final Duration WARM_UP_TURN = Duration.ofSeconds(2);

  private final Options options;
  private final AlternativesTable table = new AlternativesTable();

  Alternatives(Options options) {
    this.options = options;
  }

  void run() throws SQLException {
    Path directory = options.output().resolve("alternatives").toAbsolutePath();
    Directories.delete(directory);
    try {
      Files.createDirectories(directory);
      try (BenchPostgreSql database = new BenchPostgreSql(directory, TWO_PHASES)) {
        for (Alternative alternative : options.alternatives()) {
          run(alternative, database, directory.resolve(alternative.option()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      table.write(options.output());
      Directories.delete(directory);
    }
    System.out.println(table.markdown());
  }

  private void run(Alternative alternative, BenchPostgreSql database, Path directory) {
    try (ShopServer shop = ShopServer.start(alternative, database, directory, options)) {
      warmUp(shop);
      Map<ShopQueue, Turns> turns = new EnumMap<>(ShopQueue.class);
      for (int round = 0; round < options.timing().rounds(); round++) {
        for (ShopQueue queue : ShopQueue.values()) {
          measure(shop, queue, turns.computeIfAbsent(queue, one -> Turns.of(shop)));
        }
      }
      shop.requireEachOnce();
      turns.forEach((queue, measured) -> add(alternative, queue, measured));
    }
  }

  /** What is counted on one queue: both sides in turn. */
  private record Turns(Tally publishing, Tally packing) {
    static Turns of(ShopServer shop) {
      return new Turns(new Tally(shop.meters()), new Tally(shop.meters()));
    }

    boolean isDisturbed() {
      return publishing.isDisturbed() || packing.isDisturbed();
    }

    void drop() {
      publishing.dropRound();
      packing.dropRound();
    }
  }

  /** Again, if the host of the machine disturbed it. */
  private void measure(ShopServer shop, ShopQueue queue, Turns turns) {
    turn(shop, queue, turns, options.timing().round());
    for (int spare = options.timing().spare(); spare > 0 && turns.isDisturbed(); spare--) {
      turns.drop();
      turn(shop, queue, turns, options.timing().round());
    }
  }

  private void turn(ShopServer shop, ShopQueue queue, Turns turns, Duration time) {
    turns.publishing().beginRound();
    List<Long> nanos = shop.publish(queue, time, options.messageSize());
    nanos.forEach(each -> turns.publishing().count(1, each));
    turns.publishing().endRound();
    turns.packing().beginRound();
    shop.pack(queue, nanos.size());
    nanos.forEach(each -> turns.packing().count(1, 0));
    turns.packing().endRound();
  }

  private void warmUp(ShopServer shop) {
    Turns unused = Turns.of(shop);
    long end = System.nanoTime() + options.firstWarmUp().toNanos();
    while (System.nanoTime() < end) {
      for (ShopQueue queue : ShopQueue.values()) {
        turn(shop, queue, unused, WARM_UP_TURN);
      }
    }
  }

  private void add(Alternative alternative, ShopQueue queue, Turns turns) {
    table.add(queue.publishing(), alternative, turns.publishing().measurement());
    table.add(queue.packing(), alternative, turns.packing().measurement());
  }
}
