package dev.tidings.store.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionFilter;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicSettings;
import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.TestStore;
import dev.tidings.store.endpoint.Endpoint;
import dev.tidings.store.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class SubscriptionsTest {
  private static final Instant CREATED_AT = Instant.parse("2026-01-02T03:04:05.678901Z");

  @Parameter DatabaseKind engine;

  private final SubscriptionKeyGenerator keys = new SubscriptionKeyGenerator();
  private TestStore store;
  private Subscriptions subscriptions;

  @BeforeEach
  void open() {
    store = TestStore.of(engine);
    subscriptions = new Subscriptions(store.database(), store.caches(), store.entities());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_subscription_is_found_by_its_key_and_by_its_owner() {
    long topic = topic("/a");
    long endpoint = endpoint("e");

    SubscriptionSnapshot added = add(topic, endpoint);

    assertThat(subscriptions.find(added.key())).contains(added);
    assertThat(subscriptions.find(endpoint, topic)).contains(added);
    assertThat(subscriptions.stored(endpoint, topic)).contains(added);
    assertThat(added.isActive()).isTrue();
    Subscription stored = subscriptions.require(added.id());
    assertThat(stored.createdAt()).isEqualTo(CREATED_AT);
    assertThat(stored.patternMatched()).isEqualTo("sub=/**");
  }

  @Test
  void only_keys_and_owners_that_exist_are_found() {
    SubscriptionSnapshot added = add(topic("/a"), endpoint("e"));

    assertThat(subscriptions.find(keys.next(EndpointType.REST))).isEmpty();
    assertThat(subscriptions.find(added.endpointId(), added.topicId() + 1)).isEmpty();
  }

  @Test
  void a_change_counts_at_once() {
    SubscriptionSnapshot added = add(topic("/a"), endpoint("e"));
    subscriptions.find(added.key());
    subscriptions.find(added.endpointId(), added.topicId());

    SubscriptionSnapshot changed =
        store.inTransaction(() -> subscriptions.change(added.id(), 0, false).known());

    assertThat(changed.isActive()).isFalse();
    assertThat(subscriptions.find(added.key())).contains(changed);
    assertThat(subscriptions.find(added.endpointId(), added.topicId())).contains(changed);
    assertThat(subscriptions.require(added.id()).version()).isEqualTo(1);
  }

  @Test
  void a_change_of_an_old_version_is_refused() {
    SubscriptionSnapshot added = add(topic("/a"), endpoint("e"));

    assertThatExceptionOfType(TidingsException.class)
        .isThrownBy(() -> store.inTransaction(() -> subscriptions.change(added.id(), 7, false)))
        .matches(e -> e.type() == ErrorType.STALE_VERSION);
  }

  @Test
  void a_removed_subscription_is_gone() {
    SubscriptionSnapshot added = add(topic("/a"), endpoint("e"));
    subscriptions.find(added.key());

    store.inTransaction(
        () -> {
          subscriptions.remove(subscriptions.require(added.id()));
          return added;
        });

    assertThat(subscriptions.find(added.key())).isEmpty();
    assertThat(subscriptions.find(added.endpointId(), added.topicId())).isEmpty();
    assertThat(subscriptions.count()).isZero();
  }

  @Test
  void the_subscriptions_of_a_topic_and_of_an_endpoint_are_listed() {
    long a = topic("/a");
    long b = topic("/b");
    long e = endpoint("e");
    long f = endpoint("f");
    SubscriptionSnapshot ae = add(a, e);
    SubscriptionSnapshot af = add(a, f);
    SubscriptionSnapshot be = add(b, e);

    assertThat(subscriptions.ofTopic(a)).map(Subscription::known).containsExactly(ae, af);
    assertThat(subscriptions.ofEndpoint(e)).map(Subscription::known).containsExactly(ae, be);
    assertThat(subscriptions.count()).isEqualTo(3);
  }

  @Test
  void pages_go_by_id_and_filter_by_the_names_of_topic_and_endpoint() {
    long e = endpoint("first");
    long f = endpoint("second");
    SubscriptionSnapshot one = add(topic("/a"), e);
    SubscriptionSnapshot two = add(topic("/second/b"), e);
    SubscriptionSnapshot three = add(topic("/c"), f);

    Page<Subscription> page = subscriptions.page(new PageRequest(0, 2, ""));

    assertThat(page.rows()).map(Subscription::known).containsExactly(one, two);
    assertThat(page.next()).hasValue(two.id());
    assertThat(subscriptions.page(new PageRequest(0, 9, "second")).rows())
        .map(Subscription::known)
        .containsExactly(two, three);
  }

  @Test
  void pages_may_be_of_one_topic_or_endpoint() {
    long e = endpoint("e");
    long f = endpoint("f");
    long a = topic("/a");
    SubscriptionSnapshot ae = add(a, e);
    SubscriptionSnapshot be = add(topic("/a/b"), e);
    SubscriptionSnapshot af = add(a, f);

    assertThat(page("", a, 0)).containsExactly(ae, af);
    assertThat(page("", 0, e)).containsExactly(ae, be);
    assertThat(page("", a, f)).containsExactly(af);
    assertThat(page("/b", 0, e)).containsExactly(be);
    assertThat(page("f", a, 0)).containsExactly(af);
    assertThat(page("", a + 1_000, 0)).isEmpty();
  }

  private List<SubscriptionSnapshot> page(String text, long topicId, long endpointId) {
    PageRequest page = new PageRequest(0, 9, text);
    return subscriptions.page(new SubscriptionFilter(page, topicId, endpointId)).rows().stream()
        .map(Subscription::known)
        .toList();
  }

  @Test
  void keys_differ_and_name_the_type_of_the_endpoint() {
    assertThat(keys.next(EndpointType.WEBSOCKETS).value())
        .matches("zpsk\\.websockets\\.[0-9a-f]{24}");
    assertThat(keys.next(EndpointType.REST)).isNotEqualTo(keys.next(EndpointType.REST));
  }

  private SubscriptionSnapshot add(long topicId, long endpointId) {
    Subscription subscription =
        new Subscription(keys.next(EndpointType.REST), topicId, endpointId, "sub=/**", CREATED_AT);
    return store.inTransaction(() -> subscriptions.add(subscription).known());
  }

  private long topic(String name) {
    Topic topic = new Topic(TopicSettings.named(name), CREATED_AT);
    persist(topic);
    return topic.id();
  }

  private long endpoint(String name) {
    EndpointSettings settings =
        new EndpointSettings(name, EndpointType.REST, Role.PUB_SUB, "", "", List.of(), true);
    Endpoint endpoint = new Endpoint(settings, Optional.empty(), CREATED_AT);
    persist(endpoint);
    return endpoint.id();
  }

  private void persist(Object entity) {
    store.inTransaction(
        () -> {
          store.entities().run(manager -> manager.persist(entity));
          return entity;
        });
  }
}
