package dev.tidings.broker;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Whether the processors that this server may use are nearly all that it has: those of the machine,
 * or of its container. Once they are, they are until a good part of them is free again, because
 * what is done about it frees some.
 */
@ApplicationScoped
class Processors {
  private static final Logger LOG = System.getLogger(Processors.class.getName());
  private static final double BUSY = 0.85;
  private static final double FREE = 0.6;
  private static final long BETWEEN = Duration.ofSeconds(1).toNanos();

  private final DoubleSupplier load;
  private final LongSupplier nanos;
  private final AtomicLong lookedAt;
  private volatile boolean areBusy;

  Processors() {
    this(Processors::load, System::nanoTime);
  }

  /**
   * The same, for tests.
   *
   * @param load since the last look, between 0 and 1; anything else where it is not known
   * @param nanos a clock
   */
  Processors(DoubleSupplier load, LongSupplier nanos) {
    this.load = load;
    this.nanos = nanos;
    lookedAt = new AtomicLong(nanos.getAsLong());
  }

  /** Looks at most once a second; not before the first second is over. */
  boolean areBusy() {
    long last = lookedAt.get();
    long now = nanos.getAsLong();
    if (now - last >= BETWEEN && lookedAt.compareAndSet(last, now)) {
      areBusy = load.getAsDouble() >= (areBusy ? FREE : BUSY);
    }
    return areBusy;
  }

  /** By name, because the class that has it is not one that all servers let applications see. */
  static double load() {
    try {
      ObjectName system = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
      Object load = ManagementFactory.getPlatformMBeanServer().getAttribute(system, "CpuLoad");
      return load instanceof Double known ? known : Double.NaN;
    } catch (JMException | RuntimeException unknown) {
      LOG.log(Level.DEBUG, "How busy the processors are is not known", unknown);
      return Double.NaN;
    }
  }
}
