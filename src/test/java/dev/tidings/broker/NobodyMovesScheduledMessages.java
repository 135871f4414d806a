package dev.tidings.broker;

import java.time.Instant;

/** For tests of parts that move no delayed messages into the log by themselves. */
final class NobodyMovesScheduledMessages extends HeldBack {
  @Override
  void expect(Instant due) {}
}
