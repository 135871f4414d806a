package dev.tidings.transport.admin;

import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.transport.json.JsonOutput;
import java.time.Duration;
import java.util.List;

/** The sum of the figures of some queues. */
record FigureSum(long ready, long leased, long delayed, long dead, Duration oldest) {

  static FigureSum of(List<QueueFigures> queues) {
    long ready = 0;
    long leased = 0;
    long delayed = 0;
    long dead = 0;
    Duration oldest = Duration.ZERO;
    for (QueueFigures queue : queues) {
      ready += queue.ready();
      leased += queue.leased();
      delayed += queue.delayed();
      dead += queue.dead();
      oldest = oldest.compareTo(queue.oldestAge()) > 0 ? oldest : queue.oldestAge();
    }
    return new FigureSum(ready, leased, delayed, dead, oldest);
  }

  void write(JsonOutput json, long consumers) {
    json.field("queue_depth", ready + leased + delayed)
        .field("ready", ready)
        .field("leased", leased)
        .field("delayed", delayed)
        .field("dead_letters", dead)
        .field("consumers", consumers)
        .field("oldest_age_ms", oldest.toMillis());
  }
}
