package dev.tidings.transport.jmx;

/** How one or more queues stand, together. */
public interface MessageFigures {

  @Description("Messages that the next receive may get")
  long getReadyMessages();

  @Description("Messages that a consumer has")
  long getLeasedMessages();

  @Description("Messages that wait for redelivery")
  long getDelayedMessages();

  @Description("Dead letters")
  long getDeadLetters();

  @Description("Age of the oldest message that is not done, in seconds; 0 if there is none")
  double getOldestMessageAgeSeconds();

  @Description("Receives of this node that wait for messages")
  int getConsumers();

  @Description("Deliveries per second on all nodes, average of the last minute")
  double getDeliveredPerSecond();

  @Description("Acknowledged messages per second on all nodes, average of the last minute")
  double getAcknowledgedPerSecond();
}
