package dev.tidings.broker;

import dev.tidings.log.LogEntry;
import dev.tidings.queue.QueueId;
import java.util.List;

/** For tests of parts that have nobody to wake. */
final class NobodyWaits extends WakeUps {
  @Override
  Woken appended(long topicId, List<LogEntry> entries) {
    return Woken.NOBODY;
  }

  @Override
  void changed(QueueId queue) {}

  @Override
  void settled(QueueId queue) {}
}
