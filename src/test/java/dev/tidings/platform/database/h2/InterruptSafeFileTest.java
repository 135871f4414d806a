package dev.tidings.platform.database.h2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptSafeFileTest {
  private static final int INTERRUPTS = 2_000;

  @TempDir private Path temporary;
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private Path path;
  private FileChannel file;

  @BeforeEach
  void open() throws IOException {
    InterruptSafeFileSystem.register();
    path = temporary.resolve("file");
    file = open("rw");
  }

  private FileChannel open(String mode) throws IOException {
    return FilePath.get(InterruptSafeFileSystem.SCHEME + ":" + path).open(mode);
  }

  @AfterEach
  void end() throws IOException {
    threads.shutdownNow();
    file.close();
  }

  @Test
  void what_is_written_at_a_place_is_read_there() throws IOException {
    assertThat(file.write(bytes("tidings"), 3)).isEqualTo(7);

    ByteBuffer read = ByteBuffer.allocate(10);
    assertThat(file.read(read, 5)).isEqualTo(5);
    assertThat(new String(read.array(), 0, 5, UTF_8)).isEqualTo("dings");
    assertThat(file.read(read, 10)).isEqualTo(-1);
    assertThat(Files.readString(path)).isEqualTo("\0\0\0tidings");
  }

  @Test
  void it_has_its_size_and_can_be_cut() throws IOException {
    file.write(bytes("tidings"), 0);
    assertThat(file.size()).isEqualTo(7);

    file.truncate(4);

    assertThat(Files.readString(path)).isEqualTo("tidi");
  }

  @Test
  void it_stays_open_however_often_who_works_on_it_is_interrupted() throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    Future<Long> written = threads.submit(() -> writeUntilInterruptedOften(worker));
    while (!written.isDone()) {
      if (worker.get() != null) {
        worker.get().interrupt();
      }
    }

    assertThat(file.size()).isEqualTo(written.get(10, SECONDS));
    assertThat(file.isOpen()).isTrue();
  }

  private long writeUntilInterruptedOften(AtomicReference<Thread> worker) throws IOException {
    worker.set(Thread.currentThread());
    long size = 0;
    int interrupts = 0;
    while (interrupts < INTERRUPTS) {
      size += file.write(bytes("tidings"), size);
      file.force(false);
      file.read(ByteBuffer.allocate(7), size - 7);
      interrupts += Thread.interrupted() ? 1 : 0;
    }
    return size;
  }

  @Test
  void who_works_on_it_stays_interrupted() throws IOException {
    Thread.currentThread().interrupt();
    file.write(bytes("tidings"), 0);
    file.force(false);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void it_can_be_locked_once() throws IOException {
    try (FileLock lock = file.tryLock();
        FileChannel other = open("rw")) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
    }
  }

  @Test
  void one_that_is_open_for_reading_takes_nothing() throws IOException {
    try (FileChannel reading = open("r")) {
      assertThatThrownBy(() -> reading.write(bytes("tidings"), 0))
          .isInstanceOf(NonWritableChannelException.class);
    }
  }

  @Test
  void one_that_is_closed_does_nothing_more() throws IOException {
    file.close();

    assertThatThrownBy(() -> file.write(bytes("tidings"), 0)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).isInstanceOf(IOException.class);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
