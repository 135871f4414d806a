package dev.tidings.store.endpoint;

import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.store.endpoint.TopicPermission.Action;
import dev.tidings.store.topic.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * May this endpoint publish to, or receive from, a topic of that name? Its activity and role are
 * asked first, then its patterns in their order. It is asked at every publish and every delivery,
 * so that a permission that was taken away is gone at once.
 */
@ApplicationScoped
public class AccessPolicy {

  /** The line, such as {@code pub=/orders/*}, that allows it; empty if none does. */
  public Optional<String> publishPattern(EndpointSnapshot endpoint, TopicName topic) {
    return endpoint.role().mayPublish()
        ? firstMatch(endpoint, Action.PUBLISH, topic)
        : Optional.empty();
  }

  /** The line, such as {@code sub=/orders/*}, that allows it; empty if none does. */
  public Optional<String> receivePattern(EndpointSnapshot endpoint, TopicName topic) {
    return endpoint.role().mayReceive()
        ? firstMatch(endpoint, Action.RECEIVE, topic)
        : Optional.empty();
  }

  /**
   * The line that allows it.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}
   */
  public String requirePublish(EndpointSnapshot endpoint, TopicName topic) {
    return publishPattern(endpoint, topic).orElseThrow(() -> notAccessible(endpoint, topic));
  }

  /**
   * The line that allows it.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}
   */
  public String requireReceive(EndpointSnapshot endpoint, TopicName topic) {
    return receivePattern(endpoint, topic).orElseThrow(() -> notAccessible(endpoint, topic));
  }

  /**
   * Also for a topic that does not exist: in the same words, so that nobody learns which names are
   * taken.
   */
  public static TidingsException notAccessible(EndpointSnapshot endpoint, TopicName topic) {
    return new TidingsException(
        ErrorType.TOPIC_NOT_ACCESSIBLE,
        "The topic %s does not exist, or the role or patterns of the endpoint %s do not allow this"
            .formatted(topic, endpoint.name()));
  }

  private static Optional<String> firstMatch(
      EndpointSnapshot endpoint, Action action, TopicName topic) {
    if (!endpoint.isActive() || (topic.isReserved() && !mayUseReserved(endpoint))) {
      return Optional.empty();
    }
    return endpoint.patterns().stream()
        .filter(line -> line.allows(action, topic.value()))
        .map(TopicPermission::text)
        .findFirst();
  }

  private static boolean mayUseReserved(EndpointSnapshot endpoint) {
    return endpoint.type() == EndpointType.INTERNAL || endpoint.role() == Role.ADMIN;
  }
}
