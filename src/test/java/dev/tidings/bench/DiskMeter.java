package dev.tidings.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Counts the flushes of the disk that a directory is on, where the kernel tells. */
final class DiskMeter {
  /** Of the numbers in the kernel's statistics of a block device. */
  private static final int FLUSHES = 15;

  private final KernelFile statistics;

  private DiskMeter(Path statistics) {
    this.statistics = new KernelFile(statistics);
  }

  static DiskMeter of(Path directory) {
    try {
      long device = (long) Files.getAttribute(directory, "unix:dev");
      long major = (device >> 8) & 0xfff;
      long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
      return new DiskMeter(Path.of("/sys/dev/block/%d:%d/stat".formatted(major, minor)));
    } catch (IOException | UnsupportedOperationException e) {
      return unknown();
    }
  }

  /** One that nobody can read. */
  static DiskMeter unknown() {
    return new DiskMeter(Path.of("unknown"));
  }

  /** Since the start of the machine; empty where nobody knows. */
  OptionalLong flushes() {
    return statistics.number(FLUSHES);
  }
}
