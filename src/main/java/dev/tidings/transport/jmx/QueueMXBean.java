package dev.tidings.transport.jmx;

/** The queue of a subscription. */
@Description("A queue of Tidings: the messages of a topic for one endpoint")
public interface QueueMXBean extends QueueData {

  @Description("Lets the queue deliver nothing; it still takes messages in")
  void pause();

  @Description("Lets the queue deliver again")
  void resume();

  @Description("Starts a job that deletes what is ready in the queue")
  JobData purge();

  @Description("Starts a job that puts the dead letters back into the queue")
  JobData redeliverDeadLetters();
}
