package dev.tidings.broker.append;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.Violation;
import dev.tidings.broker.access.TopicLookup;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.endpoint.InternalEndpoint;
import dev.tidings.store.topic.TopicName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides whether an endpoint may publish a publication. */
@ApplicationScoped
public class PublishValidator {
  private static final Pattern KEY_FORM = Pattern.compile("[!-~]{1,200}");

  @Inject Endpoints endpoints;
  @Inject AccessPolicy access;
  @Inject MessageIdGenerator messageIdGenerator;
  @Inject TopicLookup topics;

  /**
   * Publications that are in order, and that the endpoint may publish.
   *
   * @param ids of the publications: their own, or made for them
   * @param idempotencyKey empty for none
   */
  public record Request(
      TopicName topicName,
      EndpointSnapshot endpoint,
      String pattern,
      List<Publication> publications,
      List<MessageId> ids,
      String idempotencyKey) {}

  public Request admit(
      TopicName topicName, List<Publication> publications, Optional<String> idempotencyKey) {
    requireWellFormed(publications, idempotencyKey);
    EndpointSnapshot endpoint = requireOneEndpoint(publications);
    String pattern = access.requirePublish(endpoint, topicName);
    List<MessageId> ids =
        publications.stream()
            .map(publication -> publication.msgId().orElseGet(messageIdGenerator::next))
            .toList();
    return new Request(
        topicName, endpoint, pattern, List.copyOf(publications), ids, idempotencyKey.orElse(""));
  }

  /**
   * Checks the endpoint and the topic.
   *
   * @throws TidingsException {@link ErrorType#TOPIC_NOT_ACCESSIBLE}
   */
  public void requireMayPublish(TopicName topicName, String endpointName) {
    EndpointSnapshot endpoint = requireEndpoint(endpointName);
    access.requirePublish(endpoint, topicName);
    topics.require(endpoint, topicName);
  }

  /**
   * What is to be published, to the topic as it is now.
   *
   * @param isAlone whether the transaction will hold nothing but such calls
   */
  public PublicationWriter.Call call(Request request, boolean isAlone) {
    TopicDetails topic = topics.require(request.endpoint(), request.topicName());
    requireActive(topic);
    requireSizes(topic, request.publications());
    return new PublicationWriter.Call(
        topic,
        request.endpoint().id(),
        request.pattern(),
        request.publications(),
        request.ids(),
        request.idempotencyKey(),
        isAlone);
  }

  private static void requireWellFormed(
      List<Publication> publications, Optional<String> idempotencyKey) {
    if (publications.isEmpty() || publications.size() > PubSub.MAX_BATCH) {
      throw TidingsException.invalid("messages", "must be 1 to %d".formatted(PubSub.MAX_BATCH));
    }
    if (idempotencyKey.isPresent() && !KEY_FORM.matcher(idempotencyKey.get()).matches()) {
      throw TidingsException.invalid(
          "Idempotency-Key", "must have 1 to 200 printable ASCII characters without spaces");
    }
    Set<MessageId> own = new HashSet<>();
    List<Violation> repeated = new ArrayList<>();
    for (int i = 0; i < publications.size(); i++) {
      Optional<MessageId> id = publications.get(i).msgId();
      if (id.isPresent() && !own.add(id.get())) {
        repeated.add(
            new Violation(
                "messages[%d].msg_id".formatted(i), "must not be that of another message here"));
      }
    }
    if (!repeated.isEmpty()) {
      throw TidingsException.invalid(repeated);
    }
  }

  private EndpointSnapshot requireOneEndpoint(List<Publication> publications) {
    Optional<String> name = publications.get(0).endpoint();
    if (publications.stream().anyMatch(publication -> !publication.endpoint().equals(name))) {
      throw TidingsException.invalid("endpoint", "must be the same for all messages of one call");
    }
    return requireEndpoint(name.orElse(InternalEndpoint.NAME));
  }

  private EndpointSnapshot requireEndpoint(String name) {
    return endpoints
        .find(name)
        .orElseThrow(
            () -> TidingsException.invalid("endpoint", "must name an endpoint that exists"));
  }

  private static void requireActive(TopicDetails topic) {
    if (!topic.settings().isActive()) {
      throw new TidingsException(
          ErrorType.TOPIC_INACTIVE,
          "The topic %s is inactive and takes no publications until an administrator activates it."
              .formatted(topic.settings().name()));
    }
  }

  private static void requireSizes(TopicDetails topic, List<Publication> publications) {
    int max = topic.settings().maxMessageSize();
    for (int i = 0; i < publications.size(); i++) {
      int size = publications.get(i).data().size();
      if (size > max) {
        throw new TidingsException(
            ErrorType.MESSAGE_TOO_LARGE,
            "Message %d of %d has %d bytes; the topic %s takes at most %d."
                .formatted(i + 1, publications.size(), size, topic.settings().name(), max));
      }
    }
  }
}
