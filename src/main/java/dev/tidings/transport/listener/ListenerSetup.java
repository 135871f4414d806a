package dev.tidings.transport.listener;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Creates what a listener needs and does not find: its topic, if it may, its endpoint and its
 * subscription. Several nodes may do so at the same time.
 */
@ApplicationScoped
class ListenerSetup {
  @Inject Administration administration;

  /** The topic; empty if it does not exist and is not to be created. */
  Optional<TopicDetails> topic(String name, boolean isCreated) {
    Optional<TopicDetails> known = find(name);
    return known.isEmpty() && isCreated ? Optional.of(create(name)) : known;
  }

  private TopicDetails create(String name) {
    try {
      return administration.createTopic(TopicSettings.named(name));
    } catch (TidingsException failure) {
      return unlessConflict(failure, () -> find(name));
    }
  }

  private Optional<TopicDetails> find(String name) {
    return find(name, administration::topics, topic -> topic.settings().name().equals(name));
  }

  /** Makes sure that there is an endpoint; one that exists stays as it is. */
  void requireEndpoint(String name, List<String> topics) {
    if (findEndpoint(name).isEmpty()) {
      List<String> patterns = topics.stream().map(topic -> "sub=" + topic).toList();
      try {
        administration.createEndpoint(
            new EndpointSettings(
                name, EndpointType.SERVICE, Role.SUB_ONLY, "", "", patterns, true));
      } catch (TidingsException failure) {
        unlessConflict(failure, () -> findEndpoint(name));
      }
    }
  }

  private Optional<?> findEndpoint(String name) {
    return find(
        name, administration::endpoints, endpoint -> endpoint.settings().name().equals(name));
  }

  /**
   * The subscription, a new one if there is none.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE} where the endpoint may not
   *     receive
   */
  SubscriptionDetails subscribe(String topic, String endpoint) {
    try {
      return administration.createSubscription(topic, endpoint);
    } catch (TidingsException failure) {
      return unlessConflict(
          failure,
          () ->
              find(
                  topic,
                  administration::subscriptions,
                  one -> one.topicName().equals(topic) && one.endpointName().equals(endpoint)));
    }
  }

  private interface Search<T> {
    Optional<T> find();
  }

  /** A conflict means that somebody else was first. */
  private static <T> T unlessConflict(TidingsException failure, Search<T> search) {
    if (failure.type() != ErrorType.CONFLICT) {
      throw failure;
    }
    return search.find().orElseThrow(() -> failure);
  }

  private static <T> Optional<T> find(
      String name, Function<PageRequest, Page<T>> pages, Predicate<T> condition) {
    long after = 0;
    do {
      Page<T> page = pages.apply(new PageRequest(after, PageRequest.MAX_LIMIT, name));
      Optional<T> found = page.rows().stream().filter(condition).findFirst();
      if (found.isPresent()) {
        return found;
      }
      after = page.lastId();
    } while (after != 0);
    return Optional.empty();
  }
}
