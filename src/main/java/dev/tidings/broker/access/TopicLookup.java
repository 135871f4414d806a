package dev.tidings.broker.access;

import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds topics for endpoints. A topic that does not exist and a topic that the endpoint may not use
 * are indistinguishable, except for administrators and internal code.
 */
@ApplicationScoped
public class TopicLookup {
  private static final int ATTEMPTS = 5;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Inject Topics topics;

  /**
   * The topic, for an endpoint that the access policy lets through.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}, or {@link ErrorType#NOT_FOUND}
   *     for those who may know
   */
  public TopicDetails require(EndpointSnapshot endpoint, TopicName name) {
    return topics.find(name).orElseThrow(() -> missing(endpoint, name));
  }

  /**
   * Does something under the lock of a topic whose settings were read before. An answer that is
   * empty says that they have changed meanwhile: then it is done again with those of now.
   */
  public <T> T withCurrent(
      EndpointSnapshot endpoint, TopicName name, Function<TopicDetails, Optional<T>> action) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      TopicDetails topic = require(endpoint, name);
      Optional<T> answer = action.apply(topic);
      if (answer.isPresent()) {
        return answer.get();
      }
      topics.invalidate(topic);
    }
    throw TidingsException.retryLater(
        ErrorType.UNAVAILABLE,
        "The settings of the topic %s change too fast to use it.".formatted(name),
        RETRY_AFTER);
  }

  private static TidingsException missing(EndpointSnapshot endpoint, TopicName name) {
    boolean mayKnow = endpoint.role() == Role.ADMIN || endpoint.type() == EndpointType.INTERNAL;
    return mayKnow
        ? new TidingsException(
            ErrorType.NOT_FOUND, "There is no topic %s. Create it first.".formatted(name))
        : AccessPolicy.notAccessible(endpoint, name);
  }
}
