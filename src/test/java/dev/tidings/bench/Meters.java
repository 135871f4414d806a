package dev.tidings.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** What is read off the machine before and after a round. */
interface Meters {

  /** How often the disk was flushed since it was switched on, by whomever. */
  OptionalLong flushes();

  /** Processor time that the server has used, in nanoseconds. */
  long serverNanos();

  /** Processor time that this process, which has the clients, has used, in nanoseconds. */
  default long clientNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  /**
   * Time that the host of the machine gave to others instead, of all processors, in nanoseconds.
   */
  default long stolenNanos() {
    return HostMeter.stolenNanos();
  }

  /** For loads without a server. */
  static Meters of(DiskMeter disk) {
    return new Meters() {
      @Override
      public OptionalLong flushes() {
        return disk.flushes();
      }

      @Override
      public long serverNanos() {
        return 0;
      }
    };
  }
}
