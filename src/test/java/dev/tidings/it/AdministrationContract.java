package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static dev.tidings.it.Contract.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.ErrorType;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.ListenerState;
import dev.tidings.api.Message;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.it.host.HostListener;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an administrator changes, and that it counts at once. */
interface AdministrationContract extends Contract {

  @Test
  default void a_renamed_topic_keeps_its_queues_and_their_order() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(name(topic)).key();
    client.publish(name(topic), "a");
    client.publish(name(topic), withPriority(9, "b"));
    String renamed = stage.topicName("renamed");

    stage.change(topic, settings -> settings.name(renamed));
    client.publish(renamed, "c");

    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.publish(name(topic), "x"));
    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.getMessages(name(topic)));
    assertThat(client.subscribe(renamed).key()).isEqualTo(key);
    assertThat(client.depth(renamed)).isEqualTo(3);
    List<Message> messages = client.getMessages(renamed);
    assertThat(texts(messages)).containsExactly("b", "c", "a");
    assertThat(messages).extracting(Message::topicName).containsOnly(renamed);
  }

  @Test
  default void the_old_name_of_a_topic_is_free_for_another() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.publish(name(topic), "old");
    stage.change(topic, settings -> settings.name(stage.topicName("renamed")));

    TopicDetails other = stage.topic();
    client.publish(name(other), "new");

    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.getMessages(name(other)));
    assertThat(texts(client.getMessages(stage.topicName("renamed")))).containsExactly("old");
  }

  @Test
  default void a_change_names_the_version_it_is_based_on() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    TopicDetails changed = stage.change(topic, settings -> settings.maxDepth(7));

    assertRefused(
        ErrorType.STALE_VERSION, () -> stage.change(topic, settings -> settings.maxDepth(8)));

    assertThat(stage.administration().topic(topic.id())).isEqualTo(changed);
    assertThat(changed.settings()).isEqualTo(topic.settings().toBuilder().maxDepth(7).build());
  }

  @Test
  default void a_name_is_taken_once() {
    Stage stage = stage();
    stage.topic();
    EndpointDetails endpoint = stage.endpoint("client", Role.PUB_SUB);

    assertRefused(ErrorType.CONFLICT, stage::topic);
    assertRefused(
        ErrorType.CONFLICT, () -> stage.administration().createEndpoint(newSettings(endpoint)));
  }

  private static EndpointSettings newSettings(EndpointDetails endpoint) {
    EndpointSettings old = endpoint.settings();
    return new EndpointSettings(
        old.name(),
        old.type(),
        old.role(),
        old.username(),
        Stage.PASSWORD,
        old.patterns(),
        old.isActive());
  }

  @Test
  default void a_deleted_topic_takes_its_messages_and_subscriptions_with_it() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.publishAll(name(topic), publications("a", "b"));

    stage.administration().deleteTopic(topic.id());

    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.publish(name(topic), "x"));
    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.getMessages(name(topic)));
    assertRefused(ErrorType.NOT_FOUND, () -> stage.administration().topic(topic.id()));
    assertRefused(ErrorType.NOT_FOUND, () -> stage.administration().deleteTopic(topic.id()));
    TopicDetails again = stage.topic();
    assertThat(client.subscribe(name(again)).queueDepth()).isZero();
  }

  @Test
  default void a_deleted_endpoint_takes_its_subscriptions_with_it_and_leaves_what_it_published() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    EndpointDetails endpoint = stage.endpoint("gone", Role.PUB_SUB, everything(stage));
    ContractClient gone = stage.client(endpoint);
    ContractClient client = stage.client("client");
    gone.subscribe(name(topic));
    client.subscribe(name(topic));
    gone.publish(name(topic), "a");

    stage.administration().deleteEndpoint(endpoint.id());

    assertThat(server().canLogIn(endpoint.settings().username(), Stage.PASSWORD)).isFalse();
    assertRefused(ErrorType.NOT_FOUND, () -> stage.administration().deleteEndpoint(endpoint.id()));
    client.publish(name(topic), "b");
    assertThat(texts(client.getMessages(name(topic)))).containsExactly("b", "a");
  }

  private static String[] everything(Stage stage) {
    return new String[] {"pub=" + stage.topicName("**"), "sub=" + stage.topicName("**")};
  }

  @Test
  default void narrowed_patterns_end_what_they_no_longer_allow() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    TopicDetails other = stage.topic("other", settings -> settings);
    EndpointDetails endpoint = stage.endpoint("client", Role.PUB_SUB, everything(stage));
    ContractClient client = stage.client(endpoint);
    client.subscribe(name(topic));
    SubscriptionKey kept = client.subscribe(name(other)).key();
    client.publish(name(topic), "a");
    client.publish(name(other), "b");

    EndpointDetails narrowed =
        stage.change(
            endpoint, "pub=" + name(other), "sub=" + name(other), "sub=" + name(topic) + "s");

    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.publish(name(topic), "x"));
    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.getMessages(name(topic)));
    assertThat(client.subscribe(name(other)).key()).isEqualTo(kept);
    assertThat(texts(client.getMessages(name(other)))).containsExactly("b");

    stage.change(narrowed, everything(stage));

    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.getMessages(name(topic)));
    assertThat(client.subscribe(name(topic)).isNew()).isTrue();
  }

  @Test
  default void widened_patterns_end_nothing() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    EndpointDetails endpoint =
        stage.endpoint("client", Role.PUB_SUB, "pub=" + name(topic), "sub=" + name(topic));
    ContractClient client = stage.client(endpoint);
    SubscriptionKey key = client.subscribe(name(topic)).key();
    client.publish(name(topic), "a");

    stage.change(endpoint, everything(stage));

    assertThat(client.subscribe(name(topic)).key()).isEqualTo(key);
    assertThat(texts(client.getMessages(name(topic)))).containsExactly("a");
  }

  @Test
  default void a_changed_password_counts_at_once() {
    Stage stage = stage();
    EndpointDetails endpoint = stage.endpoint("client", Role.PUB_SUB, everything(stage));
    String username = endpoint.settings().username();
    assertThat(server().canLogIn(username, Stage.PASSWORD)).isTrue();

    stage
        .administration()
        .changeEndpoint(
            endpoint.id(),
            endpoint.version(),
            stage.settings("client", Role.PUB_SUB, "another-password", everything(stage)));

    assertThat(server().canLogIn(username, Stage.PASSWORD)).isFalse();
    assertThat(server().canLogIn(username, "another-password")).isTrue();
  }

  @Test
  default void an_endpoint_that_is_inactive_does_nothing() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    EndpointDetails endpoint = stage.endpoint("client", Role.PUB_SUB, everything(stage));
    String username = endpoint.settings().username();
    ContractClient other = stage.client("other");
    other.publish(name(topic), "a");
    stage.client(endpoint).subscribe(name(topic));

    EndpointDetails inactive = setActive(stage, endpoint, false);

    assertThat(server().canLogIn(username, Stage.PASSWORD)).isFalse();
    setActive(stage, inactive, true);
    assertThat(server().canLogIn(username, Stage.PASSWORD)).isTrue();
    assertThat(texts(stage.client(endpoint).getMessages(name(topic)))).containsExactly("a");
  }

  private static EndpointDetails setActive(
      Stage stage, EndpointDetails endpoint, boolean isActive) {
    EndpointSettings old = endpoint.settings();
    return stage
        .administration()
        .changeEndpoint(
            endpoint.id(),
            endpoint.version(),
            new EndpointSettings(
                old.name(), old.type(), old.role(), old.username(), "", old.patterns(), isActive));
  }

  @Test
  default void a_subscription_that_an_administrator_deletes_is_gone() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    long id =
        stage.administration().createSubscription(name(topic), stage.endpointName("client")).id();
    client.publish(name(topic), "a");
    assertThat(stage.administration().subscription(id).queueDepth()).isEqualTo(1);

    stage.administration().deleteSubscription(id);

    assertRefused(ErrorType.NOT_SUBSCRIBED, () -> client.getMessages(name(topic)));
    assertRefused(ErrorType.NOT_FOUND, () -> stage.administration().deleteSubscription(id));
  }

  @Test
  default void a_listener_is_paused_and_resumed_by_its_name() {
    Administration administration = stage().administration();
    ListenerDetails running = listener(administration);
    assertThat(running.state()).isEqualTo(ListenerState.RUNNING);
    assertThat(running.topicName()).isEqualTo(HostListener.TOPIC);

    ListenerDetails paused = administration.pauseListener(HostListener.NAME);

    assertThat(paused.state()).isEqualTo(ListenerState.PAUSED);
    assertThat(listener(administration)).isEqualTo(paused);
    assertThat(administration.subscription(paused.subscriptionId()).isActive()).isFalse();
    assertThat(administration.resumeListener(HostListener.NAME).state())
        .isEqualTo(ListenerState.RUNNING);
    assertThat(administration.subscription(paused.subscriptionId()).isActive()).isTrue();
    assertRefused(ErrorType.NOT_FOUND, () -> administration.pauseListener("nobody"));
  }

  private static ListenerDetails listener(Administration administration) {
    return administration.listeners().stream()
        .filter(listener -> listener.name().equals(HostListener.NAME))
        .findFirst()
        .orElseThrow();
  }
}
