package dev.tidings.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Tells of what was published, after its commit: those who wait for messages of what is in the log,
 * and those who move delayed messages of what will be there later. It does not wait for anything.
 */
@ApplicationScoped
class PublishNotifier {
  @Inject WakeUps wakeUps;
  @Inject HeldBack heldBack;

  /** This was published to a topic and is committed. */
  Woken published(long topicId, Publisher.Published published) {
    Woken woken = wakeUps.appended(topicId, published.appended());
    published.firstDue().ifPresent(heldBack::expect);
    return woken;
  }
}
