package dev.tidings.wire;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Looks once a second for requests that take too long. A timer of its own for each of them, as
 * servers make it, stays for all of that time, though nearly all are answered within milliseconds.
 */
@WebListener
public class Deadlines implements ServletContextListener {
  private static final Logger LOG = System.getLogger(Deadlines.class.getName());
  private static final String ATTRIBUTE = Deadlines.class.getName();

  private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanoTime;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  private ManagedScheduledExecutorService scheduler;

  private ScheduledFuture<?> looking;

  /** Until when one request has to be answered. */
  public final class Deadline {
    private final long moment;
    private final Runnable onMissed;

    private Deadline(long moment, Runnable onMissed) {
      this.moment = moment;
      this.onMissed = onMissed;
    }

    /** The request was answered. */
    public void end() {
      deadlines.remove(this);
    }
  }

  /** For the server. */
  public Deadlines() {
    this(System::nanoTime);
  }

  Deadlines(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Those of the application that has the request. */
  public static Deadlines of(ServletRequest request) {
    return (Deadlines) request.getServletContext().getAttribute(ATTRIBUTE);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    event.getServletContext().setAttribute(ATTRIBUTE, this);
    looking = scheduler.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    looking.cancel(false);
  }

  /**
   * Begins with a request.
   *
   * @param onMissed runs once, at most a second later than that, unless it has ended before
   */
  public Deadline after(Duration time, Runnable onMissed) {
    Deadline deadline = new Deadline(nanoTime.getAsLong() + time.toNanos(), onMissed);
    deadlines.add(deadline);
    return deadline;
  }

  void look() {
    long now = nanoTime.getAsLong();
    List<Deadline> passed =
        deadlines.stream().filter(deadline -> now - deadline.moment >= 0).toList();
    passed.stream().filter(deadlines::remove).forEach(Deadlines::miss);
  }

  /** One that fails does not keep the others. */
  private static void miss(Deadline deadline) {
    try {
      deadline.onMissed.run();
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "A request that took too long cannot be answered", failure);
    }
  }
}
