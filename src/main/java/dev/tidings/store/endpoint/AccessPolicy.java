package dev.tidings.store.endpoint;

import dev.tidings.api.AccessDecision;
import dev.tidings.api.AccessReason;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.store.endpoint.TopicPermission.Action;
import dev.tidings.store.topic.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
    return line(decide(endpoint, Action.PUBLISH, topic));
  }

  /** The line, such as {@code sub=/orders/*}, that allows it; empty if none does. */
  public Optional<String> receivePattern(EndpointSnapshot endpoint, TopicName topic) {
    return line(decide(endpoint, Action.RECEIVE, topic));
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

  /** Whether the endpoint may do that, and what decides it, in the order in which it is asked. */
  public AccessDecision decide(EndpointSnapshot endpoint, Action action, TopicName topic) {
    if (!mayEver(endpoint.role(), action)) {
      return AccessDecision.refused(AccessReason.ROLE);
    }
    if (!endpoint.isActive()) {
      return AccessDecision.refused(AccessReason.ENDPOINT_INACTIVE);
    }
    if (topic.isReserved() && !mayUseReserved(endpoint)) {
      return AccessDecision.refused(AccessReason.RESERVED_NAME);
    }
    List<TopicPermission> lines = endpoint.patterns();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).allows(action, topic.value())) {
        return new AccessDecision(AccessReason.PATTERN, lines.get(at).text(), at + 1);
      }
    }
    return AccessDecision.refused(AccessReason.NO_PATTERN);
  }

  private static boolean mayEver(Role role, Action action) {
    return action == Action.PUBLISH ? role.mayPublish() : role.mayReceive();
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

  private static Optional<String> line(AccessDecision decision) {
    return decision.isAllowed() ? Optional.of(decision.line()) : Optional.empty();
  }

  private static boolean mayUseReserved(EndpointSnapshot endpoint) {
    return endpoint.type() == EndpointType.INTERNAL || endpoint.role() == Role.ADMIN;
  }
}
