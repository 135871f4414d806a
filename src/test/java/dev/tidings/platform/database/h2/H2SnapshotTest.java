package dev.tidings.platform.database.h2;

import static dev.tidings.platform.database.H2OfTests.ask;
import static dev.tidings.platform.database.H2OfTests.engine;
import static dev.tidings.platform.database.H2OfTests.execute;
import static dev.tidings.platform.database.H2OfTests.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.DatabaseBackup;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.engine.DurabilityBarrier;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups of the embedded database while it is written to. */
@Timeout(120)
class H2SnapshotTest {
  @TempDir private Path temporary;

  private H2Engine engine;
  private H2Connection flushing;
  private DurabilityBarrier checkpoint;
  private FutureTask<Void> changes;
  private volatile long acknowledged;
  private volatile boolean isToEnd;
  private volatile FreeSpace freeSpace = FreeSpace.OF_DISK;

  @BeforeEach
  void change_a_database_all_the_time() throws Exception {
    engine = new H2Engine(values(temporary.resolve("live")), file -> freeSpace.of(file));
    engine.prepare();
    flushing = engine.connect();
    checkpoint = engine.flushes(flushing);
    try (Connection connection = engine.connect()) {
      execute(
          connection,
          "CREATE TABLE account (id INT PRIMARY KEY, amount BIGINT, filler VARCHAR)",
          "CREATE TABLE other_account (id INT PRIMARY KEY, amount BIGINT, filler VARCHAR)",
          "INSERT INTO account SELECT x - 1, 0, SPACE(500) FROM SYSTEM_RANGE(1, 1000)",
          "INSERT INTO other_account SELECT x - 1, 0, SPACE(500) FROM SYSTEM_RANGE(1, 1000)");
    }
    changes = new FutureTask<>(this::changeUntilTheEnd);
    new Thread(changes).start();
    await(() -> acknowledged >= 100);
  }

  @AfterEach
  void closeDatabase() throws Exception {
    isToEnd = true;
    changes.get();
    flushing.close();
  }

  /** Moves one unit from one table to the other in each transaction. */
  private Void changeUntilTheEnd() throws Exception {
    try (Connection connection = engine.connect()) {
      connection.setAutoCommit(false);
      while (!isToEnd) {
        // No other thread writes it.
        long next = acknowledged + 1;
        long id = next % 1_000;
        execute(
            connection,
            "UPDATE account SET amount = amount - 1 WHERE id = " + id,
            "UPDATE other_account SET amount = amount + 1 WHERE id = " + id);
        connection.commit();
        checkpoint.awaitShared(Durability.GUARANTEED);
        acknowledged = next;
      }
    }
    return null;
  }

  private void await(BooleanSupplier state) throws InterruptedException {
    while (!state.getAsBoolean() && !changes.isDone()) {
      Thread.sleep(5);
    }
  }

  @Test
  void a_backup_is_of_one_moment_and_holds_what_was_acknowledged_before() throws Exception {
    long before = acknowledged;
    Path copy = temporary.resolve("copy");
    long latest;
    try (DatabaseBackup backup = engine.backup()) {
      latest = acknowledged + 1;
      byte[] first = backup.read();
      // Between its beginning and its end all rows change, and space becomes free.
      await(() -> acknowledged >= before + 2_000);
      engine.connect().close();
      write(first, backup, copy);

      assertThat(Files.size(copy.resolve("tidings.mv.db"))).isEqualTo(backup.size());
    }

    H2Engine restored = engine(copy);
    restored.prepare();
    try (H2Connection found = restored.connect()) {
      restored.mend(found);
      long moved = ask(found, "SELECT sum(amount) FROM other_account");
      assertThat(moved).isBetween(before, latest);
      assertThat(ask(found, "SELECT sum(amount) FROM account")).isEqualTo(-moved);
      assertThat(ask(found, "SELECT count(*) FROM account WHERE length(filler) = 500"))
          .isEqualTo(1_000);
    }
  }

  private static void write(byte[] first, DatabaseBackup backup, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    try (OutputStream out = Files.newOutputStream(directory.resolve("tidings.mv.db"))) {
      for (byte[] part = first; part.length > 0; part = backup.read()) {
        out.write(part);
      }
    }
  }

  @Test
  void of_two_backups_the_second_waits_and_afterwards_space_is_used_again() throws Exception {
    DatabaseBackup backup = engine.backup();
    assertThat(backup.size()).isGreaterThan(1_000_000);
    assertThatThrownBy(() -> engine.backup())
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.CONFLICT));
    assertThat(flushing.store().isSpaceReused()).isFalse();

    backup.close();

    assertThat(flushing.store().isSpaceReused()).isTrue();
    assertThat(flushing.store().getRetentionTime()).isEqualTo(1_000);
    assertThatThrownBy(backup::read).isInstanceOf(IOException.class);
    DatabaseBackup second = engine.backup();
    backup.close();
    assertThat(flushing.store().isSpaceReused()).isFalse();
    second.close();
  }

  /** As it would be if H2 did not keep to what it is told. */
  @Test
  void a_backup_fails_when_the_database_overwrites_what_it_has_not_read() throws Exception {
    try (DatabaseBackup backup = engine.backup()) {
      byte[] first = backup.read();
      flushing.store().setReuseSpace(true);
      flushing.store().setRetentionTime(0);
      long before = acknowledged;
      await(() -> acknowledged >= before + 200);

      assertThat(first).hasSize(2 * 4_096);
      assertThatThrownBy(backup::read)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("overwritten");
    }
  }

  @Test
  void a_backup_is_refused_while_the_disk_has_no_room_and_the_database_goes_on() throws Exception {
    freeSpace = file -> 64L * 1_024 * 1_024 - 1;

    assertThatThrownBy(() -> engine.backup())
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(ErrorType.UNAVAILABLE);
              assertThat(refusal.retryAfter()).contains(Duration.ofMinutes(1));
            })
        .hasMessageContaining(temporary.resolve("live").toString())
        .hasMessageContaining("has 63 MiB left")
        .hasMessageContaining("needs 64 MiB");

    assertThat(flushing.store().isSpaceReused()).isTrue();
    assertThat(flushing.store().getRetentionTime()).isEqualTo(1_000);
    assertGoesOn();
    freeSpace = file -> 64L * 1_024 * 1_024;
    engine.backup().close();
  }

  @Test
  void a_large_database_needs_as_much_room_as_its_file() throws Exception {
    try (Connection connection = engine.connect()) {
      execute(
          connection,
          "CREATE TABLE large AS SELECT x, SECURE_RAND(1000000) AS filler FROM SYSTEM_RANGE(1, 80)",
          "CHECKPOINT SYNC");
    }
    freeSpace = file -> Files.size(file) - 1;
    assertThatThrownBy(() -> engine.backup())
        .isInstanceOf(TidingsException.class)
        .hasMessageContaining("Make room");

    freeSpace = file -> Files.size(file) + 1_024 * 1_024;
    engine.backup().close();
  }

  @Test
  void a_backup_is_refused_when_nobody_knows_how_much_room_there_is() throws Exception {
    freeSpace =
        file -> {
          throw new IOException("no such device");
        };

    assertThatThrownBy(() -> engine.backup())
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.UNAVAILABLE))
        .hasMessageContaining("no such device");
    assertGoesOn();
  }

  @Test
  void a_backup_ends_when_the_disk_gets_nearly_full_and_the_database_goes_on() throws Exception {
    try (DatabaseBackup backup = engine.backup()) {
      backup.read();
      freeSpace = file -> 32L * 1_024 * 1_024 - 1;

      assertThatThrownBy(backup::read)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nearly full");
    }

    assertThat(flushing.store().isSpaceReused()).isTrue();
    assertGoesOn();
    freeSpace = FreeSpace.OF_DISK;
    engine.backup().close();
  }

  private void assertGoesOn() throws InterruptedException {
    long before = acknowledged;
    await(() -> acknowledged > before + 1);
    assertThat(acknowledged).isGreaterThan(before + 1);
  }
}
