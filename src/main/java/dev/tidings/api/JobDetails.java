package dev.tidings.api;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A job and how far it has come.
 *
 * @param done messages that were moved, deleted or redelivered
 * @param seen messages that were looked at
 * @param total how many there were to look at when it was started
 * @param createdBy the endpoint that started it; empty for code inside the server
 * @param startedAt null while it waits
 * @param finishedAt null until it ends
 * @param error why it failed, what it waits for, and which queues it has passed over; empty for
 *     none of these
 * @param missing chosen messages that it has not found: they were not there any more, or had
 *     expired
 */
public record JobDetails(
    long id,
    JobRequest request,
    JobState state,
    long done,
    long seen,
    long total,
    String createdBy,
    Instant createdAt,
    Instant startedAt,
    Instant finishedAt,
    String error,
    List<MessageId> missing)
    implements Serializable {
  public JobDetails {
    missing = List.copyOf(missing);
  }

  /** Of a job that has missed nothing. */
  public JobDetails(
      long id,
      JobRequest request,
      JobState state,
      long done,
      long seen,
      long total,
      String createdBy,
      Instant createdAt,
      Instant startedAt,
      Instant finishedAt,
      String error) {
    this(
        id,
        request,
        state,
        done,
        seen,
        total,
        createdBy,
        createdAt,
        startedAt,
        finishedAt,
        error,
        List.of());
  }

  /** Messages looked at in a second, from its beginning to its end or to now. */
  public double rate(Instant now) {
    if (startedAt == null) {
      return 0;
    }
    Instant end = finishedAt == null ? now : finishedAt;
    long millis = Math.max(1, Duration.between(startedAt, end).toMillis());
    return seen * 1_000.0 / millis;
  }
}
