package dev.tidings.transport.jmx;

/** A topic. */
@Description("A topic of Tidings and its queues")
public interface TopicMXBean extends TopicData {

  @Description("Lets the topic refuse publications; its queues are still delivered")
  void pause();

  @Description("Lets the topic accept publications again")
  void resume();

  @Description("Starts a job that deletes what is ready in all queues of the topic")
  JobData purge();

  @Description("Starts a job that puts the dead letters of all queues back into their queues")
  JobData redeliverDeadLetters();
}
