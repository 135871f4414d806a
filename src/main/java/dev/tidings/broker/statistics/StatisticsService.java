package dev.tidings.broker.statistics;

import dev.tidings.api.TidingsException;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.metrics.ActivityHistory;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.metrics.Resolution;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.StatisticsReader;
import dev.tidings.platform.metrics.Subject;
import dev.tidings.store.statistics.NodeStatistics;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Adds up once a second what happened on this node, and what others tell. */
@ApplicationScoped
public class StatisticsService implements StatisticsReader {
  /** So often the queues are looked at for their history, while nobody watches. */
  private static final int SECONDS_UNWATCHED = 10;

  /** Whoever has written nothing for that long is not there. */
  private static final Duration PRESENCE = Duration.ofMinutes(1);

  private static final Duration KEPT = Duration.ofHours(1);

  @Inject CachedFigures cachedFigures;
  @Inject Measurements measurements;
  @Inject Database database;
  @Inject NodeStatistics nodeStatistics;
  @Inject @DatabaseTime Clock clock;

  private final String node = UUID.randomUUID().toString();
  private final Histories histories = new Histories();
  private final NodeExchange exchange = new NodeExchange();
  private final List<Consumer<Statistics>> watchers = new CopyOnWriteArrayList<>();
  private final List<Consumer<Statistics>> followers = new CopyOnWriteArrayList<>();
  private LocalCounts localCounts;
  private volatile Figures last = Figures.NONE;
  private SubjectIndex index = SubjectIndex.NONE;
  private volatile boolean isCurrent;
  private long seconds;

  @PostConstruct
  void begin() {
    localCounts = new LocalCounts(measurements);
    measurements.watch(Metric.CLUSTER_NODES, exchange::nodes);
  }

  /** To be called once a second. */
  synchronized void tick() {
    seconds++;
    boolean isLook = !watchers.isEmpty() || seconds % SECONDS_UNWATCHED == 1;
    if (isLook) {
      look();
    }
    Map<Subject, Counts> counts = localCounts.sinceLast(index);
    exchange.count(counts);
    exchange.nextSecond().forEach((subject, others) -> counts.merge(subject, others, Counts::plus));
    counts.put(Subject.WHOLE, whole(counts));
    histories.add(counts, index);
    if (seconds % NodeExchange.SECONDS == 0) {
      exchangeWithOthers();
    }
    if (isLook) {
      tell();
    }
  }

  @SuppressWarnings("ReferenceEquality") // Whether they were read again, which is faster to say.
  private void look() {
    try {
      Figures read = cachedFigures.read();
      if (read != last) {
        index = index.next(read);
        last = read;
      }
      isCurrent = true;
    } catch (TidingsException unavailable) {
      // What was known last stands until the database answers again.
      isCurrent = false;
    }
  }

  private Statistics latest() {
    return new Statistics(last, isCurrent, exchange.nodes(), histories.activities());
  }

  private void tell() {
    Statistics statistics = latest();
    followers.forEach(follower -> follower.accept(statistics));
    watchers.forEach(watcher -> watcher.accept(statistics));
  }

  private static Counts whole(Map<Subject, Counts> counts) {
    Counts whole = Counts.NONE;
    for (Map.Entry<Subject, Counts> entry : counts.entrySet()) {
      if (entry.getKey().kind() == Subject.Kind.TOPIC) {
        whole = whole.plus(entry.getValue());
      }
    }
    return whole;
  }

  private void exchangeWithOthers() {
    String text = exchange.tell();
    if (database.isShared()) {
      try {
        List<NodeStatistics.Row> others =
            database.inTransaction(Durability.BUFFERED, connection -> exchange(connection, text));
        others.forEach(row -> exchange.hear(row.node(), row.figures()));
        exchange.keepOnly(others.stream().map(NodeStatistics.Row::node).toList());
      } catch (TidingsException unavailable) {
        // The next text tells of this interval again.
        return;
      }
    }
  }

  private List<NodeStatistics.Row> exchange(Connection connection, String text)
      throws SQLException {
    Instant now = clock.instant();
    nodeStatistics.write(connection, node, text, now);
    nodeStatistics.deleteBefore(connection, now.minus(KEPT));
    return nodeStatistics.others(connection, node, now, PRESENCE);
  }

  @Override
  public Statistics read() {
    return new Statistics(cachedFigures.read(), true, exchange.nodes(), histories.activities());
  }

  @Override
  public Figures known() {
    return last;
  }

  @Override
  public Optional<ActivityHistory> history(Subject subject, Resolution resolution) {
    return histories.read(subject, resolution, clock.instant());
  }

  /** Takes no lock of its own: a watcher may have one that it also needs when it is told. */
  @Override
  @SuppressWarnings("ReferenceEquality") // Whether there are any yet.
  public Runnable watch(Consumer<Statistics> watcher) {
    if (last != Figures.NONE) {
      watcher.accept(latest());
    }
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  @Override
  public void follow(Consumer<Statistics> follower) {
    followers.add(follower);
  }
}
