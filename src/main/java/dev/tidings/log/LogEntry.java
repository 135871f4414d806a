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
    Publication publication) {

  public int priority() {
    return publication.priority();
  }

  public int size() {
    return publication.data().size();
  }

  public Duration expiration() {
    return Duration.between(publishedAt, expiresAt);
  }

  LogEntry at(long newPosition) {
    return new LogEntry(
        lane,
        newPosition,
        id,
        publishedAt,
        expiresAt,
        hasGd,
        publisherId,
        patternMatched,
        publication);
  }
}
