package dev.tidings.transport.jmx;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Which MBeans there are. Those of topics and queues follow what exists, up to a number: each takes
 * memory, and time of every console that lists them.
 */
final class MBeans {
  private final MBeanRegistry registry;
  private final MBeanNames names;
  private final int most;
  private final FigureSource source;
  private final JmxOperations operations;
  private final String node;
  private List<ConfiguredObject> last;

  /**
   * None yet.
   *
   * @param most topics, and most queues
   * @param node its name
   */
  MBeans(
      MBeanRegistry registry,
      MBeanNames names,
      int most,
      FigureSource source,
      JmxOperations operations,
      String node) {
    this.registry = registry;
    this.names = names;
    this.most = most;
    this.source = source;
    this.operations = operations;
    this.node = node;
  }

  /**
   * If anything has changed, has one of the broker, one of the node, and one for each of the first
   * topics and queues.
   */
  void update(Figures figures) throws JMException {
    if (!figures.objects().equals(last)) {
      registry.update(wanted(figures));
      last = figures.objects();
    }
  }

  private Map<ObjectName, MBeanRegistry.Wanted> wanted(Figures figures) {
    Map<ObjectName, MBeanRegistry.Wanted> wanted = new LinkedHashMap<>();
    add(wanted, names.broker(), Subject.WHOLE, this::broker);
    add(wanted, names.node(), Subject.WHOLE, this::node);
    figures.objects().stream()
        .filter(object -> object.kind().equals(ConfiguredObject.TOPIC))
        .limit(most)
        .forEach(
            topic ->
                add(
                    wanted,
                    names.topic(topic.name()),
                    Subject.topic(topic.id()),
                    () -> topic(topic)));
    figures.queues().stream()
        .limit(most)
        .forEach(
            queue ->
                add(
                    wanted,
                    names.queue(queue.topicName(), queue.endpointName()),
                    Subject.subscription(queue.subscriptionId()),
                    () -> queue(queue)));
    return wanted;
  }

  private static void add(
      Map<ObjectName, MBeanRegistry.Wanted> wanted,
      ObjectName name,
      Subject subject,
      Supplier<DescribedMBean> bean) {
    wanted.put(name, new MBeanRegistry.Wanted(subject, bean));
  }

  private DescribedMBean broker() {
    return new DescribedMBean(
        new BrokerBean(source, operations, registry::count), BrokerMXBean.class);
  }

  private DescribedMBean node() {
    return new DescribedMBean(new NodeBean(source, node), NodeMXBean.class);
  }

  private DescribedMBean topic(ConfiguredObject topic) {
    return new DescribedMBean(
        new TopicBean(source, operations, topic.id(), topic.name()), TopicMXBean.class);
  }

  private DescribedMBean queue(QueueFigures queue) {
    return new DescribedMBean(
        new QueueBean(
            source, operations, queue.subscriptionId(), queue.topicName(), queue.endpointName()),
        QueueMXBean.class);
  }

  void end() throws JMException {
    registry.close();
  }
}
