package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * Where a message is, without its data.
 *
 * @param place what is left of it
 * @param topicName empty when it is gone
 * @param publisherName empty when the endpoint is gone
 * @param patternMatched the line of the publisher's patterns that allowed it
 * @param dueAt when it becomes ready, if it is scheduled; else null
 * @param queues one for each subscription of the topic
 */
public record MessageTrace(
    MessageId id,
    Place place,
    String topicName,
    String publisherName,
    String patternMatched,
    Instant publishedAt,
    Instant expiresAt,
    int priority,
    int size,
    String mimeType,
    boolean hasGd,
    Instant dueAt,
    List<QueueTrace> queues)
    implements Serializable {

  /** What is left of a message. */
  public enum Place {
    SCHEDULED(
        "scheduled", "It has a deliver_after that is not over and is in no queue until then."),
    LOG("log", "The log of its topic holds it."),
    UNCLAIMED(
        "unclaimed",
        "The log of its topic holds it, and the topic has no subscription; its first one gets it."),
    DEAD_LETTERS("dead_letters", "The log has forgotten it; dead letters of it are left."),
    GONE(
        "gone",
        "No log, schedule or dead letter holds it: it is done, removed or expired in every queue, or"
            + " was discarded with its subscription or topic, or there never was such a message.");

    private final String wireName;
    private final String explanation;

    Place(String wireName, String explanation) {
      this.wireName = wireName;
      this.explanation = explanation;
    }

    public String wireName() {
      return wireName;
    }

    /** One sentence. */
    public String explanation() {
      return explanation;
    }
  }

  public MessageTrace {
    queues = List.copyOf(queues);
  }

  /** One of which nothing is left. */
  public static MessageTrace gone(MessageId id) {
    return new MessageTrace(
        id, Place.GONE, "", "", "", null, null, 0, 0, "", false, null, List.of());
  }
}
