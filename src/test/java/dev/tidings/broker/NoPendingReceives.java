package dev.tidings.broker;

import dev.tidings.broker.dispatch.WakeUpResult;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.queue.QueueId;
import java.util.List;

/** For tests of parts that have nobody to wake. */
public final class NoPendingReceives extends WakeUps {
  @Override
  public WakeUpResult appended(long topicId, List<LogEntry> entries) {
    return WakeUpResult.NOBODY;
  }

  @Override
  public void changed(QueueId queue) {}

  @Override
  public void settled(QueueId queue) {}
}
