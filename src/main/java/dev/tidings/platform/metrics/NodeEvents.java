package dev.tidings.platform.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happened on this node lately, numbered, for those who watch. */
@ApplicationScoped
public class NodeEvents {
  /** The latest of these are kept for those who come back. */
  public static final int KEPT = 1_000;

  private final Deque<Event> events = new ArrayDeque<>();
  private long last;

  /**
   * Something that happened.
   *
   * @param number grows by one with each
   * @param data its fields
   */
  public record Event(long number, String type, Map<String, String> data) {}

  public synchronized void add(String type, Map<String, String> data) {
    events.addLast(new Event(++last, type, Map.copyOf(data)));
    while (events.size() > KEPT) {
      events.removeFirst();
    }
  }

  /** The number of the latest; 0 if there is none yet. */
  public synchronized long last() {
    return last;
  }

  /** Those after a number, in their order; empty if some of them are forgotten, or never were. */
  public synchronized Optional<List<Event>> after(long number) {
    boolean isKnown = number <= last && number >= last - events.size();
    return isKnown
        ? Optional.of(events.stream().filter(event -> event.number() > number).toList())
        : Optional.empty();
  }
}
