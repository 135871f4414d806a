package dev.tidings.transport.jmx;

/** How the queue of a subscription stands. */
public interface QueueData extends MessageFigures {

  @Description("Id of the subscription")
  long getId();

  @Description("Name of the topic")
  String getTopic();

  @Description("Name of the endpoint that is subscribed")
  String getEndpoint();

  @Description("False while the queue delivers nothing")
  boolean isActive();

  @Description("The largest depth that the topic allows")
  long getMaxDepth();

  @Description("Deliveries of this node since it started")
  long getDeliveredMessages();

  @Description("Deliveries of messages that were delivered before, on this node since it started")
  long getRedeliveredMessages();

  @Description("Messages that were acknowledged on this node since it started")
  long getAcknowledgedMessages();

  @Description("Deliveries that were rejected or given back on this node since it started")
  long getRejectedMessages();

  @Description("Messages that became dead letters on this node since it started")
  long getDeadLetteredMessages();
}
