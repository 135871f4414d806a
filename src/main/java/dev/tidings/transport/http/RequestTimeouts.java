package dev.tidings.transport.http;

import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Times requests out. The timers of servers keep each request for all of its time, though nearly
 * all are answered within milliseconds; this one forgets a timeout that is cancelled.
 */
public class RequestTimeouts implements ServletContextListener {
  private static final Log LOG = Log.of(RequestTimeouts.class);
  private static final String ATTRIBUTE = RequestTimeouts.class.getName();

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  private ManagedThreadFactory factory;

  private ScheduledExecutorService timer;

  /** For the server. */
  public RequestTimeouts() {}

  RequestTimeouts(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Those of the application that has the request. */
  public static RequestTimeouts of(ServletRequest request) {
    return (RequestTimeouts) request.getServletContext().getAttribute(ATTRIBUTE);
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    timer = timer(factory);
    event.getServletContext().setAttribute(ATTRIBUTE, this);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    timer.shutdownNow();
  }

  static ScheduledThreadPoolExecutor timer(ThreadFactory factory) {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, factory);
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /**
   * Begins with a request.
   *
   * @param onTimeout runs after that time, on a thread that all timeouts share, so it is quick
   * @return to be cancelled when the request is over
   */
  public Future<?> after(Duration time, Runnable onTimeout) {
    return timer.schedule(() -> run(onTimeout), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void run(Runnable onTimeout) {
    try {
      onTimeout.run();
    } catch (RuntimeException failure) {
      LOG.logFailure(LogEvent.TIMEOUT_NOT_ANSWERED, failure);
    }
  }
}
