package dev.tidings.transport.events;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.NodeEvents;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.StatisticsReader;
import dev.tidings.transport.admin.RowRanks;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * Tells all who watch this node what happens. The figures of a second are read, and their text is
 * made, once for all of them; while nobody watches, nothing is.
 */
@ApplicationScoped
public class EventHub {
  private static final int MOST = 500;
  private static final int MOST_OF_AN_ENDPOINT = 250;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  @Inject StatisticsReader statistics;
  @Inject FigureReader reader;
  @Inject NodeEvents nodeEvents;
  @Inject WorkerThreads threads;

  /**
   * Numbers of events mean something with it alone: other nodes, and this one later, have others.
   */
  private final String origin = UUID.randomUUID().toString().substring(0, 8);

  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private StatisticsRows last;
  private long told;
  private Runnable endOfWatch;

  @PreDestroy
  void end() {
    all().forEach(Watcher::end);
  }

  Executor threads() {
    return threads;
  }

  /**
   * Adds a watcher, which first gets what it missed, and the figures of the last look.
   *
   * @param lastEventId of the last event that it got before; empty if it never got any
   */
  synchronized void add(Watcher watcher, String lastEventId) {
    watchers.add(watcher);
    if (watchers.size() > 1) {
      greet(watcher, lastEventId);
      if (last != null) {
        byte[] everything = last.all(watcher.limit());
        watcher.tick(List.of(), everything, everything);
      }
      return;
    }
    last = null;
    told = nodeEvents.last();
    greet(watcher, lastEventId);
    endOfWatch = statistics.watch(this::tick);
  }

  /**
   * Lets one more watcher of an endpoint in.
   *
   * @throws TidingsException {@link ErrorType#UNAVAILABLE} when there are too many
   */
  synchronized void requireRoom(String endpointName) {
    long ofTheSame =
        watchers.stream().filter(other -> other.endpointName().equals(endpointName)).count();
    if (watchers.size() >= MOST || ofTheSame >= MOST_OF_AN_ENDPOINT) {
      throw TidingsException.retryLater(
          ErrorType.UNAVAILABLE, "Too many watch the events of this node already.", RETRY_AFTER);
    }
  }

  private void greet(Watcher watcher, String lastEventId) {
    Optional<List<NodeEvents.Event>> missed = number(lastEventId).flatMap(nodeEvents::after);
    if (missed.isPresent()) {
      missed.get().stream()
          .filter(event -> event.number() <= told)
          .forEach(event -> watcher.send(text(event)));
    } else {
      watcher.send(
          ServerSentEvent.of(id(told), lastEventId.isEmpty() ? "begin" : "reset", Map.of()));
    }
  }

  private Optional<Long> number(String lastEventId) {
    String own = origin + '-';
    String number = lastEventId.startsWith(own) ? lastEventId.substring(own.length()) : "";
    return number.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(number)) : Optional.empty();
  }

  private String id(long number) {
    return origin + '-' + number;
  }

  private byte[] text(NodeEvents.Event event) {
    return ServerSentEvent.of(id(event.number()), event.type(), event.data());
  }

  synchronized void remove(Watcher watcher) {
    if (watchers.remove(watcher) && watchers.isEmpty()) {
      endOfWatch.run();
    }
  }

  private synchronized List<Watcher> all() {
    return List.copyOf(watchers);
  }

  /** Once a second. */
  @SuppressWarnings("ReferenceEquality") // Whether they were read again, which is faster to say.
  void tick(Statistics now) {
    StatisticsRows before = last();
    boolean isSame = before != null && before.figures() == now.figures();
    RowRanks ranks = isSame ? before.ranks() : RowRanks.of(now.figures());
    StatisticsRows rows = StatisticsRows.of(now, ranks, reader, largestLimit());
    synchronized (this) {
      if (before != null && !isSame) {
        ConfigurationChanges.between(before.figures(), now.figures())
            .forEach(change -> nodeEvents.add("configuration", change.data()));
      }
      List<byte[]> events = eventsOfTheSecond();
      told = nodeEvents.last();
      Map<Integer, Told> byLimit = new HashMap<>();
      for (Watcher watcher : watchers) {
        Told figures =
            byLimit.computeIfAbsent(watcher.limit(), limit -> Told.of(rows, last, limit));
        watcher.tick(events, figures.changed(), figures.everything());
      }
      last = rows;
    }
  }

  /** The figures of a second for all who watch as many rows. */
  @SuppressWarnings("ArrayRecordComponent") // Written as they are, and never compared.
  private record Told(byte[] changed, byte[] everything) {
    static Told of(StatisticsRows rows, StatisticsRows beforeOrNull, int limit) {
      byte[] everything = rows.all(limit);
      return new Told(
          beforeOrNull == null ? everything : rows.since(beforeOrNull, limit), everything);
    }
  }

  private synchronized StatisticsRows last() {
    return last;
  }

  private int largestLimit() {
    return watchers.stream().mapToInt(Watcher::limit).max().orElse(1);
  }

  /** More than are kept may have come in one second: then some are lost. */
  private List<byte[]> eventsOfTheSecond() {
    return nodeEvents
        .after(told)
        .map(events -> events.stream().map(this::text).toList())
        .orElseGet(() -> List.of(ServerSentEvent.of(id(nodeEvents.last()), "reset", Map.of())));
  }
}
