package dev.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.database.h2.InterruptSafeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order a file is written and forced. */
class ForcedBeforeOverwrittenTest {
  private static final long FIRST = 8_192;

  @TempDir private Path temporary;
  private final List<String> done = new ArrayList<>();
  private InterruptSafeFile file;

  @BeforeEach
  void a_file_of_which_something_is_forced() throws IOException {
    file = open();
    write(0);
    write(FIRST);
    write(FIRST + 1);
    file.force(false);
    done.clear();
  }

  private InterruptSafeFile open() throws IOException {
    return new InterruptSafeFile(
        new Recorded(
            AsynchronousFileChannel.open(
                temporary.resolve("file"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)));
  }

  @AfterEach
  void close() throws IOException {
    file.close();
  }

  private void write(long position) throws IOException {
    file.write(ByteBuffer.allocate(1), position);
  }

  @Test
  void what_is_not_forced_is_forced_before_something_old_is_overwritten() throws IOException {
    write(FIRST + 2);
    write(FIRST);

    assertThat(done).containsExactly("write " + (FIRST + 2), "force", "write " + FIRST);
  }

  @Test
  void each_time() throws IOException {
    write(FIRST);
    write(FIRST + 1);
    write(FIRST);

    assertThat(done)
        .containsExactly(
            "write " + FIRST, "force", "write " + (FIRST + 1), "force", "write " + FIRST);
  }

  @Test
  void where_all_is_forced_nothing_is_forced_again() throws IOException {
    write(FIRST);
    file.force(false);
    write(FIRST);

    assertThat(done).containsExactly("write " + FIRST, "force", "write " + FIRST);
  }

  @Test
  void what_is_appended_forces_nothing() throws IOException {
    write(FIRST + 2);
    write(FIRST + 3);
    write(FIRST + 2);

    assertThat(done).doesNotContain("force").hasSize(3);
  }

  @Test
  void the_header_belongs_to_nothing_old() throws IOException {
    write(FIRST + 2);
    write(0);
    write(FIRST - 1);

    assertThat(done).doesNotContain("force").hasSize(3);
  }

  @Test
  void what_an_earlier_process_wrote_is_old_too() throws IOException {
    file.close();
    file = open();

    write(FIRST + 2);
    write(FIRST + 1);

    assertThat(done).containsExactly("write " + (FIRST + 2), "force", "write " + (FIRST + 1));
  }

  @Test
  void the_times_of_the_file_are_never_forced() throws IOException {
    file.force(true);

    assertThat(done).containsExactly("force");
  }

  /** Says what it does. */
  private final class Recorded extends ChannelOfTests {
    private Recorded(AsynchronousFileChannel channel) {
      super(channel);
    }

    @Override
    public Future<Integer> write(ByteBuffer from, long position) {
      done.add("write " + position);
      return super.write(from, position);
    }

    @Override
    public void force(boolean isMetadataToo) throws IOException {
      done.add(isMetadataToo ? "force with times" : "force");
      super.force(isMetadataToo);
    }
  }
}
