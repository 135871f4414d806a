package dev.tidings.broker;

import dev.tidings.api.TidingsException;
import dev.tidings.config.Committed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees to it that commits get to the disk of which nobody is told: mostly with the next flush that
 * others wait for, else with one of their own soon after.
 */
@ApplicationScoped
class LaterFlush {
  /** From a commit to its own flush. A crash meanwhile may undo it. */
  static final Duration LONGEST = Duration.ofMillis(20);

  private static final Logger LOG = System.getLogger(LaterFlush.class.getName());

  @Inject Workers workers;

  private final List<Committed<?>> waiting = new ArrayList<>();
  private boolean isEnded;

  /** The same, to be taken as durable at once. */
  synchronized <T> Committed<T> of(Committed<T> committed) {
    if (isEnded) {
      return committed;
    }
    waiting.add(committed);
    if (waiting.size() == 1) {
      workers.later(() -> workers.execute(this::flush), LONGEST.toNanos());
    }
    return Committed.durable(committed.result());
  }

  /** Nothing is left for later from now on, nor of what was. */
  void end() {
    synchronized (this) {
      isEnded = true;
    }
    flush();
  }

  private void flush() {
    take().forEach(LaterFlush::flush);
  }

  private synchronized List<Committed<?>> take() {
    List<Committed<?>> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /** Takes no time if it is on disk by now. */
  private static void flush(Committed<?> committed) {
    try {
      var unused = committed.awaitDurable();
    } catch (TidingsException failure) {
      LOG.log(Level.DEBUG, "What nobody was told of may not be on disk", failure);
    }
  }
}
