package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.atOnce;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.receipts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.AccessDecision;
import dev.tidings.api.AccessReason;
import dev.tidings.api.DeliveryObstacle;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessageTrace;
import dev.tidings.api.Publication;
import dev.tidings.api.QueueTrace;
import dev.tidings.api.Rejection;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicAccess;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TracedState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why a message was or was not delivered, and who may use a topic. */
interface ExplanationContract extends Contract {

  @Test
  default void the_line_that_decides_is_named() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    EndpointDetails endpoint =
        stage.endpoint(
            "client",
            Role.PUB_SUB,
            "sub=/other/**",
            "pub=" + name(topic),
            "sub=" + stage.topicName("**"),
            "sub=" + name(topic));

    TopicAccess access =
        stage.administration().access(endpoint.settings().name(), name(topic).substring(1));

    assertThat(access.topicName()).isEqualTo(name(topic));
    assertThat(access.publish())
        .isEqualTo(new AccessDecision(AccessReason.PATTERN, "pub=" + name(topic), 2));
    assertThat(access.receive())
        .isEqualTo(new AccessDecision(AccessReason.PATTERN, "sub=" + stage.topicName("**"), 3));
    assertThat(access.subscriptionId()).isZero();
  }

  @Test
  default void what_forbids_it_is_named() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.isActive(false));
    EndpointDetails publisher = stage.endpoint("publisher", Role.PUB_ONLY, "pub=/it/**");
    EndpointDetails receiver = stage.endpoint("receiver", Role.SUB_ONLY, "sub=/it/*");

    TopicAccess ofPublisher = access(stage, publisher, name(topic));
    TopicAccess ofReceiver = access(stage, receiver, name(topic));

    assertThat(ofPublisher.publish().reason()).isEqualTo(AccessReason.TOPIC_INACTIVE);
    assertThat(ofPublisher.publish().line()).isEqualTo("pub=/it/**");
    assertThat(ofPublisher.receive().reason()).isEqualTo(AccessReason.ROLE);
    assertThat(ofReceiver.publish().reason()).isEqualTo(AccessReason.ROLE);
    assertThat(ofReceiver.receive()).isEqualTo(AccessDecision.refused(AccessReason.NO_PATTERN));
    assertThat(access(stage, publisher, "/it/nothing").publish().reason())
        .isEqualTo(AccessReason.NO_TOPIC);
  }

  private static TopicAccess access(Stage stage, EndpointDetails endpoint, String topic) {
    return stage.administration().access(endpoint.settings().name(), topic);
  }

  @Test
  default void access_of_nobody_and_to_names_that_cannot_be_is_refused() {
    Stage stage = stage();

    assertRefused(
        ErrorType.NOT_FOUND,
        () -> stage.administration().access(stage.endpointName("nobody"), "/it/a"));
    assertRefused(ErrorType.INVALID_INPUT, () -> stage.administration().access("admin", "/it//a"));
  }

  @Test
  default void a_message_is_explained_from_its_publish_to_its_end() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(3)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    MessageId id = client.publish(topic, Publication.builder().data("a").priority(7).build());

    QueueTrace ready = only(stage, id);
    List<Message> first = client.receive(topic);
    QueueTrace leased = only(stage, id);
    client.reject(
        topic, receipts(first), Rejection.plain().because("busy").after(Duration.ofHours(1)));
    QueueTrace delayed = only(stage, id);

    MessageTrace trace = stage.administration().trace(id);
    assertThat(trace.place()).isEqualTo(MessageTrace.Place.LOG);
    assertThat(trace.topicName()).isEqualTo(topic);
    assertThat(trace.publisherName()).isEqualTo(stage.endpointName("client"));
    assertThat(trace.priority()).isEqualTo(7);
    assertThat(trace.size()).isEqualTo(1);
    assertThat(ready.endpointName()).isEqualTo(stage.endpointName("client"));
    assertThat(ready.state()).isEqualTo(TracedState.READY);
    assertThat(ready.obstacles()).isEmpty();
    assertThat(leased.state()).isEqualTo(TracedState.LEASED);
    assertThat(leased.deliveryCount()).isEqualTo(1);
    assertThat(leased.at()).isEqualTo(first.get(0).leasedUntil().orElseThrow());
    assertThat(delayed.state()).isEqualTo(TracedState.DELAYED);
    assertThat(delayed.reason()).isEqualTo("busy");
    assertThat(delayed.at()).isAfter(trace.publishedAt());
  }

  @Test
  default void a_message_that_died_in_one_queue_is_done_in_another() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDeliveries(1)));
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    client.subscribe(topic);
    other.subscribe(topic);
    MessageId id = client.publish(topic, "a");

    List<Message> last = client.receive(topic);
    TracedState beforeDeath = of(stage, id, "client").state();
    client.reject(topic, receipts(last), atOnce().because("broken"));
    other.acknowledge(topic, receipts(other.receive(topic)));

    assertThat(beforeDeath).isEqualTo(TracedState.LAST_LEASE);
    assertThat(of(stage, id, "client").state()).isEqualTo(TracedState.DEAD_LETTER);
    assertThat(of(stage, id, "client").reason()).isEqualTo("broken");
    assertThat(of(stage, id, "client").deliveryCount()).isEqualTo(1);
    assertThat(of(stage, id, "other").state()).isEqualTo(TracedState.DONE);
  }

  @Test
  default void what_was_removed_addressed_or_published_too_early_is_told_apart() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient other = stage.client("other");
    SubscriptionKey key = client.subscribe(topic).key();
    MessageId early = client.publish(topic, "early");
    other.subscribe(topic);
    client.publish(topic, "first");
    MessageId removed = client.publish(topic, "removed");
    MessageId addressed =
        client.publish(topic, Publication.builder().data("a").deliverTo(key).build());

    client.remove(topic, removed);

    assertThat(of(stage, early, "other").state()).isEqualTo(TracedState.NOT_IN_QUEUE);
    assertThat(of(stage, removed, "client").state()).isEqualTo(TracedState.REMOVED);
    assertThat(of(stage, removed, "other").state()).isEqualTo(TracedState.READY);
    assertThat(of(stage, addressed, "client").state()).isEqualTo(TracedState.READY);
    assertThat(of(stage, addressed, "other").state()).isEqualTo(TracedState.NOT_IN_QUEUE);
  }

  @Test
  default void what_keeps_a_queue_from_delivering_is_named() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    MessageId id = client.publish(topic, "a");
    SubscriptionDetails subscription =
        stage.administration().subscription(only(stage, id).subscriptionId());

    stage.administration().changeSubscription(subscription.id(), subscription.version(), false);

    assertThat(only(stage, id).obstacles()).containsExactly(DeliveryObstacle.SUBSCRIPTION_INACTIVE);
    assertThat(
            stage.administration().access(stage.endpointName("client"), topic).receive().reason())
        .isEqualTo(AccessReason.SUBSCRIPTION_INACTIVE);
  }

  @Test
  default void what_is_scheduled_unclaimed_or_unknown_is_in_no_queue() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    MessageId unclaimed = client.publish(topic, "kept");
    MessageId scheduled =
        client.publish(
            topic, Publication.builder().data("a").deliverAfter(Duration.ofHours(1)).build());
    MessageId unknown = MessageId.of("zpsm" + "0123456789ab".repeat(2));

    MessageTrace later = stage.administration().trace(scheduled);
    assertThat(later.place()).isEqualTo(MessageTrace.Place.SCHEDULED);
    assertThat(later.topicName()).isEqualTo(topic);
    assertThat(later.dueAt()).isEqualTo(later.publishedAt().plus(Duration.ofHours(1)));
    assertThat(later.queues()).isEmpty();
    assertThat(stage.administration().trace(unclaimed).place())
        .isEqualTo(MessageTrace.Place.UNCLAIMED);
    assertThat(stage.administration().trace(unknown)).isEqualTo(MessageTrace.gone(unknown));
  }

  private static QueueTrace only(Stage stage, MessageId id) {
    List<QueueTrace> queues = stage.administration().trace(id).queues();
    assertThat(queues).hasSize(1);
    return queues.get(0);
  }

  private static QueueTrace of(Stage stage, MessageId id, String endpoint) {
    return stage.administration().trace(id).queues().stream()
        .filter(queue -> queue.endpointName().equals(stage.endpointName(endpoint)))
        .findFirst()
        .orElseThrow();
  }
}
