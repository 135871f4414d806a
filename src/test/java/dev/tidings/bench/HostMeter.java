package dev.tidings.bench;

import java.nio.file.Path;

/**
 * Counts the time for which the host of a virtual machine had something else to do than to let it
 * run, where the kernel tells; else none.
 */
final class HostMeter {
  private static final KernelFile STATISTICS = new KernelFile(Path.of("/proc/stat"));

  /** In the line of all processors, which is the first and begins with its name. */
  private static final int STOLEN = 8;

  private static final long NANOS_PER_TICK = 10_000_000;

  private HostMeter() {}

  /** Of all processors since the start of the machine, in nanoseconds. */
  static long stolenNanos() {
    return STATISTICS.number(STOLEN).orElse(0) * NANOS_PER_TICK;
  }
}
