package dev.tidings.platform.logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;

/** Logs events under the name of a class, so that administrators can choose levels by package. */
public final class Log {
  private static final RepeatLimits LIMITS = new RepeatLimits(System::nanoTime);

  private final Logger logger;
  private final RepeatLimits limits;

  Log(Logger logger, RepeatLimits limits) {
    this.logger = logger;
    this.limits = limits;
  }

  public static Log of(Class<?> category) {
    return new Log(System.getLogger(category.getName()), LIMITS);
  }

  /**
   * Logs one line.
   *
   * @param values those of the keys of the event, in their order
   */
  public void log(LogEvent event, Object... values) {
    write(event.level(), event, null, values);
  }

  /** The same with the stack trace of a failure. */
  public void logFailure(LogEvent event, Throwable failure, Object... values) {
    write(event.level(), event, failure, values);
  }

  /**
   * The same, for developers only if the log has a line about the reason already: about the
   * database that is away, for example.
   */
  public void logFailureUnless(
      boolean isKnown, LogEvent event, Throwable failure, Object... values) {
    write(isKnown ? Level.DEBUG : event.level(), event, failure, values);
  }

  /** The same without a stack trace. */
  public void logUnless(boolean isKnown, LogEvent event, Object... values) {
    write(isKnown ? Level.DEBUG : event.level(), event, null, values);
  }

  private void write(Level level, LogEvent event, Throwable failure, Object... values) {
    assert values.length == event.keys().size() : event + " has " + event.keys();
    if (!logger.isLoggable(level)) {
      return;
    }
    OptionalLong omitted = limits.next(event);
    if (omitted.isEmpty()) {
      return;
    }
    String line = LogText.line(event, values);
    if (omitted.getAsLong() > 0) {
      line += " omitted=" + omitted.getAsLong();
    }
    if (failure == null) {
      logger.log(level, line);
    } else {
      logger.log(level, line, LoggedFailure.of(failure));
    }
  }
}
