package dev.tidings.broker.alert;

import dev.tidings.api.AlertDetails;
import dev.tidings.api.AlertKind;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.NodeEvents;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.StatisticsReader;
import dev.tidings.store.alert.AlertAcknowledgements;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The alerts that last, as this node sees them. What begins and what ends is told to those who
 * watch.
 */
@ApplicationScoped
public class AlertService {
  /** An acknowledgement holds for no longer than that: somebody else has to look then. */
  static final Duration ACKNOWLEDGED = Duration.ofDays(1);

  /** Nodes do not see an alert begin at the same moment. */
  private static final Duration DIFFERENCE = Duration.ofMinutes(1);

  /** Thousands of queues may have the same trouble, and nobody reads them all. */
  private static final int MOST_OF_A_KIND = 200;

  @Inject StatisticsReader statistics;
  @Inject FigureReader reader;
  @Inject NodeEvents nodeEvents;
  @Inject Database database;
  @Inject AlertAcknowledgements acknowledgements;
  @Inject @DatabaseTime Clock clock;

  private final Map<Alert, Instant> firing = new LinkedHashMap<>();
  private AlertRules rules;

  /** What lasted at the first look may have lasted before. */
  private Instant firstLook = Instant.MAX;

  @PostConstruct
  void begin() {
    rules = new AlertRules(reader);
    statistics.follow(this::look);
  }

  /** Has it begin with the application. */
  void initialized(@Observes @Initialized(ApplicationScoped.class) Object event) {}

  /** To be called with each look at the figures. */
  synchronized void look(Statistics figures) {
    Instant now = clock.instant();
    firstLook = firstLook.equals(Instant.MAX) ? now : firstLook;
    Set<Alert> alerts = rules.alerts(figures, now);
    List<Alert> over = firing.keySet().stream().filter(alert -> !alerts.contains(alert)).toList();
    over.forEach(
        alert -> {
          firing.remove(alert);
          tell(alert, "resolved");
        });
    alerts.forEach(
        alert -> {
          if (firing.putIfAbsent(alert, now) == null) {
            tell(alert, "firing");
          }
        });
  }

  /** Tells those who watch this node that somebody looks after it. */
  public void tellAcknowledged(Alert alert) {
    tell(alert, "acknowledged");
  }

  private void tell(Alert alert, String state) {
    nodeEvents.add(
        "alert",
        Map.of(
            "name", alert.kind().wireName(),
            "state", state,
            "topic_name", alert.topicName(),
            "endpoint_name", alert.endpointName()));
  }

  synchronized boolean isFiring(Alert alert) {
    return firing.containsKey(alert);
  }

  /** Those that last, in the order of their beginning; of each kind no more than there is room. */
  public List<AlertDetails> alerts() {
    Map<Alert, Instant> some = someOfEachKind();
    if (some.isEmpty()) {
      return List.of();
    }
    Map<Alert, AlertAcknowledgements.Row> rows = acknowledged();
    return some.entrySet().stream()
        .map(entry -> details(entry.getKey(), entry.getValue(), rows.get(entry.getKey())))
        .toList();
  }

  private synchronized Map<Alert, Instant> someOfEachKind() {
    Map<Alert, Instant> some = new LinkedHashMap<>();
    Map<AlertKind, Integer> counts = new EnumMap<>(AlertKind.class);
    firing.forEach(
        (alert, since) -> {
          if (counts.merge(alert.kind(), 1, Integer::sum) <= MOST_OF_A_KIND) {
            some.put(alert, since);
          }
        });
    return some;
  }

  private Map<Alert, AlertAcknowledgements.Row> acknowledged() {
    Instant oldest = clock.instant().minus(ACKNOWLEDGED);
    Map<Alert, AlertAcknowledgements.Row> rows = new HashMap<>();
    database
        .read(connection -> acknowledgements.since(connection, oldest))
        .forEach(
            row ->
                AlertKind.of(row.kind())
                    .map(kind -> new Alert(kind, row.topicName(), row.endpointName()))
                    .ifPresent(alert -> rows.put(alert, row)));
    return rows;
  }

  private AlertDetails details(Alert alert, Instant since, AlertAcknowledgements.Row rowOrNull) {
    AlertAcknowledgements.Row row = holds(rowOrNull, since) ? rowOrNull : null;
    return new AlertDetails(
        alert.kind(),
        alert.topicName(),
        alert.endpointName(),
        since,
        row == null ? "" : row.madeBy(),
        row == null ? null : row.madeAt());
  }

  /** Whether it was made for the alert that lasts now, and not for one before. */
  private synchronized boolean holds(AlertAcknowledgements.Row rowOrNull, Instant since) {
    return rowOrNull != null
        && (since.equals(firstLook) || rowOrNull.madeAt().isAfter(since.minus(DIFFERENCE)));
  }
}
