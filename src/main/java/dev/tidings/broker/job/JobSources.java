package dev.tidings.broker.job;

import dev.tidings.api.JobRequest;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.access.SubscriptionLookup;
import dev.tidings.store.endpoint.Endpoint;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.Topic;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The queues that a job is about, in the order of their subscriptions' ids. */
@ApplicationScoped
class JobSources {
  @Inject Topics topics;
  @Inject Endpoints endpoints;
  @Inject Subscriptions subscriptions;
  @Inject SubscriptionLookup lookup;

  /**
   * Checks that there is what the request names.
   *
   * @throws TidingsException {@link dev.tidings.api.ErrorType#INVALID_INPUT}
   */
  void require(JobRequest request) {
    if (!request.topicName().isEmpty() && topic(request).isEmpty()) {
      throw TidingsException.invalid("topic_name", "must name a topic that exists");
    }
    if (!request.endpointName().isEmpty() && endpoints.stored(request.endpointName()).isEmpty()) {
      throw TidingsException.invalid("endpoint_name", "must name an endpoint that exists");
    }
    if (request.kind().isMove()) {
      TopicName target = TopicName.of("target_topic_name", request.targetTopicName());
      if (topics.stored(target).isEmpty()) {
        throw TidingsException.invalid("target_topic_name", "must name a topic that exists");
      }
      if (topic(request).filter(it -> it.name().equals(target)).isPresent()) {
        throw TidingsException.invalid("target_topic_name", "must be another topic");
      }
    }
  }

  /** Whether it does not name its only queue. */
  static boolean isOfSeveral(JobRequest request) {
    return request.topicName().isEmpty() || request.endpointName().isEmpty();
  }

  /** How a queue is named to people. */
  String name(Subscription subscription) {
    SubscriptionLookup.Queue queue = lookup.require(subscription.key());
    return "%s of %s"
        .formatted(queue.topic().settings().name(), lookup.subscriber(queue).orElse("nobody"));
  }

  /** All of them. */
  List<Subscription> all(JobRequest request) {
    List<Subscription> candidates =
        request.topicName().isEmpty()
            ? subscriptions.all()
            : topic(request).map(it -> subscriptions.ofTopic(it.id())).orElse(List.of());
    Optional<Long> endpointId = endpointId(request);
    return candidates.stream().filter(it -> isWanted(request, endpointId, it)).toList();
  }

  /** The first one with that id or a greater one. */
  Optional<Subscription> from(JobRequest request, long id) {
    if (!request.topicName().isEmpty()) {
      return all(request).stream().filter(it -> it.id() >= id).findFirst();
    }
    Optional<Long> endpointId = endpointId(request);
    long after = Math.max(0, id - 1);
    while (true) {
      List<Subscription> page = subscriptions.page(new PageRequest(after, 100, "")).rows();
      Optional<Subscription> found =
          page.stream().filter(it -> isWanted(request, endpointId, it)).findFirst();
      if (found.isPresent() || page.isEmpty()) {
        return found;
      }
      after = page.get(page.size() - 1).id();
    }
  }

  private Optional<Topic> topic(JobRequest request) {
    return request.topicName().isEmpty()
        ? Optional.empty()
        : topics.stored(TopicName.of("topic_name", request.topicName()));
  }

  private Optional<Long> endpointId(JobRequest request) {
    return endpoints.stored(request.endpointName()).map(Endpoint::id);
  }

  private static boolean isWanted(
      JobRequest request, Optional<Long> endpointId, Subscription subscription) {
    return request.endpointName().isEmpty()
        || endpointId.filter(it -> it == subscription.endpointId()).isPresent();
  }
}
