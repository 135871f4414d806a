package dev.tidings.transport.jmx;

import dev.tidings.platform.metrics.Subject;
import java.util.function.ToIntFunction;

/** Everything. */
final class BrokerBean extends QueuesBean implements BrokerMXBean {
  private final JmxOperations operations;
  private final ToIntFunction<Subject.Kind> registered;

  /**
   * Everything.
   *
   * @param registered how many of a kind have an MBean
   */
  BrokerBean(
      FigureSource source, JmxOperations operations, ToIntFunction<Subject.Kind> registered) {
    super(source, Subject.WHOLE);
    this.operations = operations;
    this.registered = registered;
  }

  @Override
  public int getTopics() {
    return now().count(Subject.Kind.TOPIC);
  }

  @Override
  public int getQueues() {
    return queues().size();
  }

  @Override
  public int getTopicMBeans() {
    return registered.applyAsInt(Subject.Kind.TOPIC);
  }

  @Override
  public int getQueueMBeans() {
    return registered.applyAsInt(Subject.Kind.SUBSCRIPTION);
  }

  @Override
  public double getPublishedPerSecond() {
    return activity().published().minute();
  }

  private TopicMXBean bean(String topic) {
    return new TopicBean(source, operations, now().topic(topic).id(), topic);
  }

  private QueueMXBean bean(String topic, String endpoint) {
    return new QueueBean(source, operations, now().queue(topic, endpoint).id(), topic, endpoint);
  }

  @Override
  public TopicData topic(String topic) {
    return bean(topic);
  }

  @Override
  public QueueData queue(String topic, String endpoint) {
    return bean(topic, endpoint);
  }

  @Override
  public void pauseTopic(String topic) {
    bean(topic).pause();
  }

  @Override
  public void resumeTopic(String topic) {
    bean(topic).resume();
  }

  @Override
  public JobData purgeTopic(String topic) {
    return bean(topic).purge();
  }

  @Override
  public JobData redeliverDeadLettersOfTopic(String topic) {
    return bean(topic).redeliverDeadLetters();
  }

  @Override
  public void pauseQueue(String topic, String endpoint) {
    bean(topic, endpoint).pause();
  }

  @Override
  public void resumeQueue(String topic, String endpoint) {
    bean(topic, endpoint).resume();
  }

  @Override
  public JobData purgeQueue(String topic, String endpoint) {
    return bean(topic, endpoint).purge();
  }

  @Override
  public JobData redeliverDeadLettersOfQueue(String topic, String endpoint) {
    return bean(topic, endpoint).redeliverDeadLetters();
  }

  @Override
  public JobData job(long id) {
    return operations.job(id);
  }

  @Override
  public JobData cancelJob(long id) {
    return operations.cancelJob(id);
  }
}
