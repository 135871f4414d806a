package dev.tidings.transport.jmx;

/** Everything on all nodes, and what has no MBean of its own by its name. */
@Description("All topics and queues of Tidings, on all nodes")
public interface BrokerMXBean extends MessageFigures {

  @Description("Number of topics")
  int getTopics();

  @Description("Number of queues")
  int getQueues();

  @Description("Topics that have an MBean")
  int getTopicMBeans();

  @Description("Queues that have an MBean")
  int getQueueMBeans();

  @Description("Published messages per second on all nodes, average of the last minute")
  double getPublishedPerSecond();

  @Description("How a topic stands")
  TopicData topic(String topic);

  @Description("How a queue stands")
  QueueData queue(String topic, String endpoint);

  @Description("Lets a topic refuse publications; its queues are still delivered")
  void pauseTopic(String topic);

  @Description("Lets a topic accept publications again")
  void resumeTopic(String topic);

  @Description("Starts a job that deletes what is ready in all queues of a topic")
  JobData purgeTopic(String topic);

  @Description("Starts a job that puts the dead letters of a topic back into their queues")
  JobData redeliverDeadLettersOfTopic(String topic);

  @Description("Lets a queue deliver nothing; it still takes messages in")
  void pauseQueue(String topic, String endpoint);

  @Description("Lets a queue deliver again")
  void resumeQueue(String topic, String endpoint);

  @Description("Starts a job that deletes what is ready in a queue")
  JobData purgeQueue(String topic, String endpoint);

  @Description("Starts a job that puts the dead letters of a queue back into it")
  JobData redeliverDeadLettersOfQueue(String topic, String endpoint);

  @Description("How far a job has come")
  JobData job(long id);

  @Description("Ends a job after the batch that runs; what is done stays done")
  JobData cancelJob(long id);
}
