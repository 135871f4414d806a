package dev.tidings.broker;

import dev.tidings.broker.schedule.ScheduledMessages;
import java.time.Instant;

/** For tests of parts that move no delayed messages into the log by themselves. */
final class NobodyMovesScheduledMessages extends ScheduledMessages {
  @Override
  public void expect(Instant due) {}
}
