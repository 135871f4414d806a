package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What a job is to do with which messages.
 *
 * @param topicName whose queues; empty for those of all topics, which only jobs of dead letters may
 * @param endpointName whose queue of them; empty for those of all endpoints, except for moving what
 *     waits
 * @param targetTopicName where messages are moved to; empty for other kinds
 * @param reason only dead letters whose last reason contains it, empty for any; when messages are
 *     rejected, the reason that the dead letters get
 * @param before only what was published, or died, before; null for all that there is at the start
 * @param msgIds only these messages of one queue, at most {@value #MAX_IDS}; empty for all
 */
public record JobRequest(
    JobKind kind,
    String topicName,
    String endpointName,
    String targetTopicName,
    String reason,
    Instant before,
    List<MessageId> msgIds)
    implements Serializable {
  public static final int MAX_IDS = 1_000;

  /** For all messages that fulfil the conditions. */
  public JobRequest(
      JobKind kind,
      String topicName,
      String endpointName,
      String targetTopicName,
      String reason,
      Instant before) {
    this(kind, topicName, endpointName, targetTopicName, reason, before, List.of());
  }

  /**
   * Checks what does not depend on what there is.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} with everything that is wrong
   */
  public JobRequest {
    msgIds = msgIds.stream().distinct().toList();
    Rules rules = new Rules();
    rules.check("kind", kind != null, "is required");
    if (kind != null) {
      rules.check(
          "topic_name",
          (kind.isOfDeadLetters() && msgIds.isEmpty()) || !topicName.isEmpty(),
          "is required for this kind");
      rules.check(
          "endpoint_name",
          (kind != JobKind.MOVE_MESSAGES && msgIds.isEmpty()) || !endpointName.isEmpty(),
          "is required for this kind");
      rules.check(
          "target_topic_name",
          kind.isMove() != targetTopicName.isEmpty(),
          kind.isMove() ? "is required for this kind" : "is for jobs that move messages");
      rules.check(
          "reason",
          kind.isOfDeadLetters() || kind == JobKind.REJECT_MESSAGES || reason.isEmpty(),
          "is for jobs of dead letters, and for jobs that reject messages");
      rules.check(
          "reason",
          msgIds.isEmpty() || !kind.isOfDeadLetters() || reason.isEmpty(),
          "is for jobs without msg_ids");
    }
    rules.check("msg_ids", msgIds.size() <= MAX_IDS, "must have at most 1000 entries");
    rules.checkText("endpoint_name", endpointName, Publication.MAX_ID_LENGTH);
    rules.checkText("reason", reason, Rejection.MAX_REASON_LENGTH);
    rules.checkTime("before", before);
    rules.throwIfBroken();
  }
}
