package dev.tidings.broker.schedule;

import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.dispatch.WakeUpResult;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.metrics.Metric;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.ScheduledEntries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Tells of what was published, after its commit: those who wait for messages of what is in the log,
 * and those who move delayed messages of what will be there later. It does not wait for anything.
 */
@ApplicationScoped
public class PublishNotifier {
  @Inject WakeUps wakeUps;
  @Inject ScheduledMessages scheduledMessages;
  @Inject Measurements measurements;

  /** This was published to a topic and is committed. */
  public WakeUpResult published(long topicId, PublicationWriter.Published published) {
    WakeUpResult wakeUpResult = wakeUps.appended(topicId, published.appended());
    count(topicId, published);
    published.firstDue().ifPresent(scheduledMessages::expect);
    return wakeUpResult;
  }

  private void count(long topicId, PublicationWriter.Published published) {
    int messages = published.appended().size() + published.scheduled().size();
    if (messages > 0) {
      long bytes = 0;
      for (LogEntry entry : published.appended()) {
        bytes += entry.size();
      }
      for (ScheduledEntries.Entry later : published.scheduled()) {
        bytes += later.entry().size();
      }
      measurements.topic(topicId).published(messages, bytes);
      measurements.histogram(Metric.PUBLISH_BATCH).record(messages);
    }
  }
}
