package dev.tidings.platform.database.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeferredWriteFileTest {
  private static final int SIZE = 20_000;
  private static final int LONGEST = 9_000;

  private final long seed = Long.getLong("tidings.test.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  @TempDir private Path temporary;
  private Path path;
  private Path likeIt;

  @BeforeEach
  void two_files_that_are_the_same() throws IOException {
    path = temporary.resolve("file");
    likeIt = temporary.resolve("like-it");
    byte[] bytes = new byte[SIZE];
    random.nextBytes(bytes);
    Files.write(path, bytes);
    Files.write(likeIt, bytes);
  }

  @Test
  void it_reads_as_if_it_was_written_and_is_so_once_it_is_released() throws IOException {
    byte[] before = Files.readAllBytes(path);
    try (DeferredWriteFile held = new DeferredWriteFile(open(path));
        FileChannel other = open(likeIt)) {
      for (int step = 0; step < 200; step++) {
        change(held, other);
        assertThat(content(held)).as("seed %d", seed).isEqualTo(content(other));
      }
      assertThat(Files.readAllBytes(path)).isEqualTo(before);

      held.release();
      change(held, other);

      assertThat(Files.readAllBytes(path)).as("seed %d", seed).isEqualTo(content(other));
      assertThat(content(held)).isEqualTo(content(other));
    }
  }

  @Test
  void closed_before_it_has_changed_nothing() throws IOException {
    byte[] before = Files.readAllBytes(path);

    try (DeferredWriteFile held = new DeferredWriteFile(open(path))) {
      held.write(ByteBuffer.allocate(LONGEST), 100);
      held.truncate(50);
      held.force(true);
    }

    assertThat(Files.readAllBytes(path)).isEqualTo(before);
  }

  private void change(FileChannel one, FileChannel other) throws IOException {
    if (random.nextInt(8) == 0) {
      long size = random.nextLong(other.size() + 1);
      one.truncate(size);
      other.truncate(size);
    } else {
      byte[] bytes = new byte[1 + random.nextInt(LONGEST)];
      random.nextBytes(bytes);
      long position = random.nextLong(other.size() + LONGEST);
      one.write(ByteBuffer.wrap(bytes), position);
      other.write(ByteBuffer.wrap(bytes), position);
    }
  }

  private static byte[] content(FileChannel file) throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) file.size() + 10);
    while (file.read(all, all.position()) > 0) {
      // Until the end.
    }
    return Arrays.copyOf(all.array(), all.position());
  }

  private static FileChannel open(Path file) throws IOException {
    return new InterruptSafeFile(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
  }
}
