package dev.tidings.transport.jmx;

import dev.tidings.api.JobKind;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.platform.metrics.Subject;

/** A topic. Of one that is deleted it shows nothing any more. */
final class TopicBean extends QueuesBean implements TopicMXBean {
  private final String name;
  private final JmxOperations operations;

  TopicBean(FigureSource source, JmxOperations operations, long id, String name) {
    super(source, Subject.topic(id));
    this.name = name;
    this.operations = operations;
  }

  @Override
  public long getId() {
    return subject.id();
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isActive() {
    return now().isActive(subject);
  }

  @Override
  public int getQueues() {
    return queues().size();
  }

  @Override
  public double getPublishedPerSecond() {
    return activity().published().minute();
  }

  @Override
  public long getPublishedMessages() {
    return counted(Metric.MESSAGES_PUBLISHED);
  }

  @Override
  public long getRefusedPublishes() {
    return counted(Metric.PUBLISHES_REFUSED);
  }

  @Override
  public long getExpiredMessages() {
    return counted(Metric.MESSAGES_EXPIRED);
  }

  private long counted(Metric metric) {
    return source.counted(
        measurements ->
            measurements.knownTopic(subject.id()).map(all -> all.of(metric)).orElse(0L));
  }

  @Override
  public void pause() {
    operations.activateTopic(subject.id(), false);
  }

  @Override
  public void resume() {
    operations.activateTopic(subject.id(), true);
  }

  @Override
  public JobData purge() {
    return operations.startForTopic(JobKind.DELETE_MESSAGES, subject.id());
  }

  @Override
  public JobData redeliverDeadLetters() {
    return operations.startForTopic(JobKind.REDELIVER_DEAD_LETTERS, subject.id());
  }
}
