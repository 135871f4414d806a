package dev.tidings.broker;

import dev.tidings.log.LogEntry;
import dev.tidings.queue.QueueId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Tells those who wait for messages that there may be some. */
@ApplicationScoped
class WakeUps {

  /** These entries of a topic are committed. */
  void appended(long topicId, List<LogEntry> entries) {}

  /** Something that was in flight may have come back, or made room for more. */
  void changed(QueueId queue) {}
}
