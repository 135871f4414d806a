package dev.tidings.broker;

import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.endpoint.AccessPolicy;
import dev.tidings.endpoint.KnownEndpoint;
import dev.tidings.topic.TopicName;
import dev.tidings.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Finds topics for endpoints. A topic that is not there and one that the endpoint may not use look
 * the same to everybody but administrators and the server's own code.
 */
@ApplicationScoped
class TopicAccess {
  @Inject Topics topics;

  /**
   * The topic, for an endpoint that the access policy lets through.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}, or {@link ErrorType#NOT_FOUND}
   *     for those who may know
   */
  TopicDetails require(KnownEndpoint endpoint, TopicName name) {
    return topics.find(name).orElseThrow(() -> missing(endpoint, name));
  }

  private static TidingsException missing(KnownEndpoint endpoint, TopicName name) {
    boolean mayKnow = endpoint.role() == Role.ADMIN || endpoint.type() == EndpointType.INTERNAL;
    return mayKnow
        ? new TidingsException(
            ErrorType.NOT_FOUND, "There is no topic %s. Create it first.".formatted(name))
        : AccessPolicy.notAccessible(endpoint, name);
  }
}
