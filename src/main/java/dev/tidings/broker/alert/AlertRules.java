package dev.tidings.broker.alert;

import dev.tidings.api.AlertKind;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import dev.tidings.platform.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When there is an alert. The alert rules for Prometheus say the same, and wait longer. */
final class AlertRules {
  static final Duration OLD = Duration.ofMinutes(10);
  static final Duration LATELY = Duration.ofMinutes(10);
  static final double NEARLY_FULL = 0.8;

  private final FigureReader reader;
  private final Map<Long, DeadLetters> deadLetters = new HashMap<>();
  private boolean isFirstLook = true;

  /** How many a queue had at the last look, and when there were more than before. */
  private record DeadLetters(long count, Instant grown) {}

  AlertRules(FigureReader reader) {
    this.reader = reader;
  }

  /** What there is with these figures, each the next after those of the call before. */
  Set<Alert> alerts(Statistics statistics, Instant now) {
    Set<Alert> alerts = new LinkedHashSet<>();
    if (!statistics.isCurrent()) {
      alerts.add(Alert.ofAll(AlertKind.DATABASE_UNAVAILABLE));
    }
    Set<Long> withDeadLetters = new HashSet<>();
    for (QueueFigures queue : statistics.figures().queues()) {
      if (queue.dead() > 0) {
        withDeadLetters.add(queue.subscriptionId());
      }
      if (queue.dead() > 0 || queue.depth() > 0) {
        kinds(queue, statistics, now).forEach(kind -> alerts.add(Alert.of(kind, queue)));
      }
    }
    deadLetters.keySet().retainAll(withDeadLetters);
    isFirstLook &= !statistics.isCurrent();
    return alerts;
  }

  private List<AlertKind> kinds(QueueFigures queue, Statistics statistics, Instant now) {
    List<AlertKind> kinds = new ArrayList<>(0);
    if (queue.depth() > 0 && queue.oldestAge().compareTo(OLD) > 0) {
      kinds.add(AlertKind.OLDEST_MESSAGE_TOO_OLD);
    }
    if (queue.depth() >= NEARLY_FULL * queue.maxDepth()) {
      kinds.add(AlertKind.QUEUE_NEARLY_FULL);
    }
    if (hasMoreDeadLetters(queue, now)) {
      kinds.add(AlertKind.DEAD_LETTERS_GROWING);
    }
    if (queue.ready() > 0 && !isServed(queue, statistics)) {
      kinds.add(AlertKind.NO_CONSUMER);
    }
    return kinds;
  }

  /** What was there at the first look is not new. */
  private boolean hasMoreDeadLetters(QueueFigures queue, Instant now) {
    if (queue.dead() == 0) {
      return false;
    }
    long known = isFirstLook ? queue.dead() : 0;
    DeadLetters before =
        deadLetters.getOrDefault(queue.subscriptionId(), new DeadLetters(known, Instant.MIN));
    Instant grown = queue.dead() > before.count() ? now : before.grown();
    deadLetters.put(queue.subscriptionId(), new DeadLetters(queue.dead(), grown));
    return grown.isAfter(now.minus(LATELY));
  }

  private boolean isServed(QueueFigures queue, Statistics statistics) {
    return reader.consumers(queue) > 0
        || queue.leased() > 0
        || statistics.of(Subject.subscription(queue.subscriptionId())).delivered().minute() > 0;
  }
}
