package dev.tidings.fault;

import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.opentest4j.TestAbortedException;

/**
 * A disk whose power can be cut without touching the machine. It is a file on a file system that
 * copies files at once, by sharing their blocks, and carries a file system itself. What programs
 * have written and not flushed is in the memory of the kernel, above that file; so a copy of the
 * file is what a real disk would hold if the power went away at that moment.
 *
 * <p>It is kinder than a real disk in one point: what reached the disk is all there, even when the
 * disk was not told to keep it yet.
 */
final class PowerCutDisk implements AutoCloseable {
  private static final String OUTER_SIZE = "8G";
  private static final String SIZE = "2G";

  private final Path place;
  private final Deque<Path> mounted = new ArrayDeque<>();
  private int images;

  private PowerCutDisk(Path place) {
    this.place = place;
  }

  /**
   * Makes one in an empty directory. Aborts the test, saying why, where the machine has no loop
   * devices, or does not let this user mount them, or lacks the programs.
   */
  static PowerCutDisk create(Path place) {
    PowerCutDisk disk = new PowerCutDisk(place);
    try {
      disk.build();
    } catch (IllegalStateException | UncheckedIOException cannot) {
      disk.close();
      String reason =
          "POWER CUT NOT TESTED: it needs root, loop devices, and xfsprogs; " + cannot.getMessage();
      System.err.println(reason);
      throw new TestAbortedException(reason, cannot);
    }
    return disk;
  }

  private void build() {
    makeDirectories(place);
    Path outer = place.resolve("outer.img");
    Shell.run("truncate", "--size=" + OUTER_SIZE, outer.toString());
    Shell.run("mkfs.xfs", "-q", "-m", "reflink=1", outer.toString());
    mount(outer, place.resolve("outer"));
    Shell.run("truncate", "--size=" + SIZE, image().toString());
    Shell.run("mkfs.ext4", "-q", image().toString());
    mount(image(), directory());
  }

  private Path image() {
    return place.resolve("outer").resolve("disk.img");
  }

  /** Where programs write to this disk. */
  Path directory() {
    return place.resolve("disk");
  }

  /** The disk as it would be found after a power cut now. It goes away when closed. */
  Image cut() {
    Path copy = place.resolve("outer").resolve("cut-" + ++images + ".img");
    Shell.run("cp", "--reflink=always", image().toString(), copy.toString());
    return new Image(copy);
  }

  /** What a power cut left. */
  final class Image implements AutoCloseable {
    private final Path copy;
    private final Path directory;

    private Image(Path copy) {
      this.copy = copy;
      this.directory = place.resolve(copy.getFileName().toString().replace(".img", ""));
    }

    /** Starts the machine again, so to speak: mounts the file system, which mends itself. */
    Path boot() {
      mount(copy, directory);
      return directory;
    }

    @Override
    public void close() {
      if (mounted.remove(directory)) {
        unmount(directory);
      }
      Shell.run("rm", "--force", copy.toString());
    }
  }

  private void mount(Path image, Path where) {
    makeDirectories(where);
    Shell.run("mount", "-o", "loop", image.toString(), where.toString());
    mounted.push(where);
  }

  private static void makeDirectories(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The last of the killed processes may still be at it. */
  private static void unmount(Path where) {
    await("%s is free".formatted(where))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> Shell.run("umount", where.toString()).isEmpty());
  }

  @Override
  public void close() {
    while (!mounted.isEmpty()) {
      unmount(mounted.pop());
    }
  }
}
