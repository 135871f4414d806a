package dev.tidings.log;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import java.time.Duration;
import java.time.Instant;

/**
 * One message as the log keeps it.
 *
 * @param lane the priority, or {@link Lane#ADDRESSED}
 * @param hasGd what the publication or, where it says nothing, the topic wants
 * @param publisherId the endpoint
 * @param patternMatched the line of the publisher's patterns that allowed it
 * @param copy 0 for what was published; a number of its own for a dead letter that was put back
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

  /** The same message once more, for one queue alone. */
  public LogEntry asCopy(long newCopy) {
    return with(Lane.ADDRESSED, position, newCopy);
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
