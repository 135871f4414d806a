package dev.tidings.broker;

import dev.tidings.log.LogEntry;
import dev.tidings.queue.QueueId;
import java.util.List;

/** Wakes nobody up. */
final class NobodyWaits extends WakeUps {
  @Override
  void appended(long topicId, List<LogEntry> entries) {}

  @Override
  void changed(QueueId queue) {}
}
