package dev.tidings.transport.jmx;

import dev.tidings.platform.metrics.Activity;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** The figures of some queues together. */
abstract class QueuesBean implements MessageFigures {
  final FigureSource source;
  final Subject subject;

  QueuesBean(FigureSource source, Subject subject) {
    this.source = source;
    this.subject = subject;
  }

  final FigureIndex now() {
    return source.read();
  }

  final List<QueueFigures> queues() {
    return now().queues(subject);
  }

  final Activity activity() {
    return now().activity(subject);
  }

  private long sum(ToLongFunction<QueueFigures> figure) {
    return queues().stream().mapToLong(figure).sum();
  }

  @Override
  public long getReadyMessages() {
    return sum(QueueFigures::ready);
  }

  @Override
  public long getLeasedMessages() {
    return sum(QueueFigures::leased);
  }

  @Override
  public long getDelayedMessages() {
    return sum(QueueFigures::delayed);
  }

  @Override
  public long getDeadLetters() {
    return sum(QueueFigures::dead);
  }

  @Override
  public double getOldestMessageAgeSeconds() {
    return queues().stream()
            .map(QueueFigures::oldestAge)
            .max(Comparator.naturalOrder())
            .orElse(Duration.ZERO)
            .toMillis()
        / 1e3;
  }

  @Override
  public int getConsumers() {
    return source.consumers(queues());
  }

  @Override
  public double getDeliveredPerSecond() {
    return activity().delivered().minute();
  }

  @Override
  public double getAcknowledgedPerSecond() {
    return activity().acknowledged().minute();
  }
}
