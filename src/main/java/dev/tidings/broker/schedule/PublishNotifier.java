package dev.tidings.broker.schedule;

import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.dispatch.WakeUpResult;
import dev.tidings.broker.dispatch.WakeUps;
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

  /** This was published to a topic and is committed. */
  public WakeUpResult published(long topicId, PublicationWriter.Published published) {
    WakeUpResult wakeUpResult = wakeUps.appended(topicId, published.appended());
    published.firstDue().ifPresent(scheduledMessages::expect);
    return wakeUpResult;
  }
}
