package dev.tidings.transport.jmx;

import dev.tidings.api.JobKind;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;

/** The queue of a subscription. Of one that is deleted it shows nothing any more. */
final class QueueBean extends QueuesBean implements QueueMXBean {
  private final String topic;
  private final String endpoint;
  private final JmxOperations operations;

  QueueBean(FigureSource source, JmxOperations operations, long id, String topic, String endpoint) {
    super(source, Subject.subscription(id));
    this.topic = topic;
    this.endpoint = endpoint;
    this.operations = operations;
  }

  @Override
  public long getId() {
    return subject.id();
  }

  @Override
  public String getTopic() {
    return topic;
  }

  @Override
  public String getEndpoint() {
    return endpoint;
  }

  @Override
  public boolean isActive() {
    return now().isActive(subject);
  }

  @Override
  public long getMaxDepth() {
    return queues().stream().mapToLong(QueueFigures::maxDepth).sum();
  }

  @Override
  public long getDeliveredMessages() {
    return counted(Metric.MESSAGES_DELIVERED);
  }

  @Override
  public long getRedeliveredMessages() {
    return counted(Metric.MESSAGES_REDELIVERED);
  }

  @Override
  public long getAcknowledgedMessages() {
    return counted(Metric.MESSAGES_ACKNOWLEDGED);
  }

  @Override
  public long getRejectedMessages() {
    return counted(Metric.MESSAGES_REJECTED);
  }

  @Override
  public long getDeadLetteredMessages() {
    return counted(Metric.MESSAGES_DEAD_LETTERED);
  }

  private long counted(Metric metric) {
    return source.counted(
        measurements ->
            measurements.knownQueue(subject.id()).map(all -> all.of(metric)).orElse(0L));
  }

  @Override
  public void pause() {
    operations.activateQueue(subject.id(), false);
  }

  @Override
  public void resume() {
    operations.activateQueue(subject.id(), true);
  }

  @Override
  public JobData purge() {
    return operations.startForQueue(JobKind.DELETE_MESSAGES, subject.id());
  }

  @Override
  public JobData redeliverDeadLetters() {
    return operations.startForQueue(JobKind.REDELIVER_DEAD_LETTERS, subject.id());
  }
}
