package dev.tidings.store.log;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One message as stored in the log.
 *
 * @param lane the priority, or {@link Lane#ADDRESSED}
 * @param hasGd whether delivery is guaranteed: as the publication says or, if it does not, the
 *     topic
 * @param publisherId the endpoint
 * @param patternMatched the line of the publisher's patterns that allowed it
 * @param copy 0 for a published message; a number of its own for a dead letter that was put back
 */
public record LogEntry(
    int lane,
    long position,
    MessageId id,
    Instant publishedAt,
    Instant expiresAt,
    boolean hasGd,
    long publisherId,
    String patternMatched,
    Publication publication,
    long copy) {

  /** What was published. */
  public LogEntry(
      int lane,
      long position,
      MessageId id,
      Instant publishedAt,
      Instant expiresAt,
      boolean hasGd,
      long publisherId,
      String patternMatched,
      Publication publication) {
    this(
        lane,
        position,
        id,
        publishedAt,
        expiresAt,
        hasGd,
        publisherId,
        patternMatched,
        publication,
        0);
  }

  public int priority() {
    return publication.priority();
  }

  public int size() {
    return publication.data().size();
  }

  public Duration expiration() {
    return Duration.between(publishedAt, expiresAt);
  }

  /** Whether the queue with that key may get it; a yes is sure only for messages to all. */
  public boolean mayBeFor(SubscriptionKey key) {
    List<SubscriptionKey> addressees = publication.deliverTo();
    return lane != Lane.ADDRESSED || addressees.isEmpty() || addressees.contains(key);
  }

  boolean isAtPlaceOf(LogEntry other) {
    return lane == other.lane && position == other.position;
  }

  /** The same message once more, for one queue alone. */
  public LogEntry asCopy(long newCopy) {
    return with(Lane.ADDRESSED, position, newCopy);
  }

  /** The same message published at another time, from which its expiration counts. */
  public LogEntry publishedAt(Instant newTime) {
    return new LogEntry(
        lane,
        position,
        id,
        newTime,
        newTime.plus(expiration()),
        hasGd,
        publisherId,
        patternMatched,
        publication,
        copy);
  }

  LogEntry at(long newPosition) {
    return with(lane, newPosition, copy);
  }

  private LogEntry with(int newLane, long newPosition, long newCopy) {
    return new LogEntry(
        newLane,
        newPosition,
        id,
        publishedAt,
        expiresAt,
        hasGd,
        publisherId,
        patternMatched,
        publication,
        newCopy);
  }
}
