package dev.tidings.transport.jmx;

/** How a topic and its queues stand. */
public interface TopicData extends MessageFigures {

  @Description("Id of the topic")
  long getId();

  @Description("Name of the topic")
  String getName();

  @Description("False while the topic refuses publications")
  boolean isActive();

  @Description("Number of its queues")
  int getQueues();

  @Description("Published messages per second on all nodes, average of the last minute")
  double getPublishedPerSecond();

  @Description("Messages that this node has stored since it started")
  long getPublishedMessages();

  @Description("Publishes that this node has refused since it started")
  long getRefusedPublishes();

  @Description("Expired messages that this node has deleted since it started")
  long getExpiredMessages();
}
