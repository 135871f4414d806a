package dev.tidings.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Counts the time for which the host of a virtual machine had something else to do than to let it
 * run, where the kernel tells; else none.
 */
final class HostMeter {
  private static final Path STATISTICS = Path.of("/proc/stat");

  /** Of the numbers in the line of all processors, which has its name before them. */
  private static final int STOLEN = 8;

  private static final long NANOS_PER_TICK = 10_000_000;

  private HostMeter() {}

  /** Of all processors since the start of the machine, in nanoseconds. */
  static long stolenNanos() {
    if (!Files.isReadable(STATISTICS)) {
      return 0;
    }
    try {
      List<String> all = List.of(Files.readAllLines(STATISTICS).get(0).split(" +"));
      return all.size() > STOLEN ? Long.parseLong(all.get(STOLEN)) * NANOS_PER_TICK : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
