package dev.tidings.it.listener;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Administration;
import dev.tidings.api.DeadLetter;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.ListenerState;
import dev.tidings.api.PageRequest;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import dev.tidings.it.host.HostArchive;
import dev.tidings.platform.concurrent.DatabaseTime;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The listeners of an application that has the classes of Tidings among its libraries. */
@ExtendWith(ArquillianExtension.class)
@Tag("slow")
class ListenerIT {
  private static final Duration LONG = Duration.ofSeconds(90);

  @Inject PubSub pubSub;
  @Inject Administration administration;
  @Inject Journal journal;
  @Inject Parcels parcels;
  @Inject DatabaseOutage outage;
  @Inject @DatabaseTime Clock clock;

  private final String fresh = UUID.randomUUID().toString();

  @Deployment
  static WebArchive shop() throws URISyntaxException {
    return HostArchive.create("shop-1.0.war")
        .addPackage(ListenerIT.class.getPackage())
        .addAsLibraries(
            libraryOf(Assertions.class), libraryOf(Awaitility.class), libraryOf(Matcher.class));
  }

  private static File libraryOf(Class<?> type) throws URISyntaxException {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @BeforeEach
  void have_a_table() {
    parcels.createTable();
  }

  @AfterEach
  void leave_no_queue_behind() {
    pubSub.unsubscribe(subscribeToParcels());
  }

  @Test
  void a_method_gets_the_payload_in_its_own_type() {
    publish("order", Publication.builder().data(Order.of(fresh, 2)).priority(9).build());
    publish("order", Publication.of("{\"item\":\"%s\",\"amount\":3}".formatted(fresh)));
    publish("text", Publication.of(fresh));
    publish("bytes", Publication.builder().data(new byte[] {1, -1}).build());
    publish("json", Publication.builder().data(Order.of(fresh, 4)).build());
    publish("message", Publication.of(fresh));

    awaitEmpty("order", "text", "bytes", "json", "message");
    assertThat(journal.of("order")).contains(fresh + " 2 9", fresh + " 3 5");
    assertThat(journal.of("text")).contains(fresh);
    assertThat(journal.of("bytes")).contains("01ff");
    assertThat(journal.of("json")).contains("4");
    assertThat(journal.of("message")).contains(fresh + " 1");
  }

  @Test
  void each_call_has_a_request_of_its_own() {
    publish("request", Publication.of(fresh), Publication.of(fresh));

    awaitEmpty("request");
    assertThat(of("request")).containsExactly(fresh + " 1", fresh + " 1");
  }

  @Test
  void what_a_session_bean_stores_publishes_and_gets_is_committed_together() {
    SubscriptionKey parcelsKey = subscribeToParcels();
    String name = "shop.PackingBean.pack";

    pubSub.publish("/it-listener/packing", Publication.builder().data(Order.of(fresh, 1)).build());

    await().until(() -> status("/it-listener/packing", name).depth() == 0);
    assertThat(parcels.of(fresh)).containsExactly(fresh);
    assertThat(texts(parcelsKey)).containsExactly(fresh);
  }

  @Test
  void an_application_exception_of_a_session_bean_rolls_back_too() {
    SubscriptionKey parcelsKey = subscribeToParcels();
    String topic = "/it-listener/packing";
    String name = "shop.PackingBean.pack";
    letDieAfter(1, topic);

    pubSub.publish(topic, Publication.builder().data(Order.of(fresh, 7)).build());

    await().until(() -> !deadLetters(topic, name, fresh).isEmpty());
    assertThat(deadLetters(topic, name, fresh).get(0).reason()).isEqualTo("No box holds 7");
    assertThat(parcels.of(fresh)).isEmpty();
    assertThat(texts(parcelsKey)).isEmpty();
  }

  @Test
  void what_fails_is_rolled_back_comes_again_and_dies_with_the_reason() {
    SubscriptionKey parcelsKey = subscribeToParcels();
    String topic = "/it-listener/failing";
    letDieAfter(2, topic);
    String text = "always " + fresh;

    publish("failing", Publication.of(text));

    await().atMost(LONG).until(() -> !deadLetters(topic, "failing", fresh).isEmpty());
    DeadLetter dead = deadLetters(topic, "failing", fresh).get(0);
    assertThat(dead.reason()).isEqualTo("No box for " + text);
    assertThat(dead.message().deliveryCount()).isEqualTo(2);
    assertThat(of("failing")).containsExactly(text + " 1 1", text + " 2 1");
    assertThat(parcels.of(text)).isEmpty();
    assertThat(texts(parcelsKey)).isEmpty();
  }

  @Test
  void what_fails_once_is_done_once() {
    SubscriptionKey parcelsKey = subscribeToParcels();
    String text = "once " + fresh;

    publish("failing", Publication.of(text));

    awaitEmpty("failing");
    assertThat(of("failing")).containsExactly(text + " 1 1", text + " 2 1");
    assertThat(parcels.of(text)).containsExactly(text);
    assertThat(texts(parcelsKey)).containsExactly(text);
  }

  @Test
  void what_cannot_be_read_is_a_dead_letter_at_once() {
    publish("order", Publication.of("no JSON " + fresh));

    await().until(() -> !deadLetters("/it-listener/order", "order", fresh).isEmpty());
    DeadLetter dead = deadLetters("/it-listener/order", "order", fresh).get(0);
    assertThat(dead.message().deliveryCount()).isEqualTo(1);
    assertThat(dead.reason())
        .startsWith("The data cannot be read as " + Order.class.getName() + ": ");
  }

  @Test
  void batches_come_in_order_and_are_as_large_as_allowed() {
    List<Publication> orders =
        IntStream.range(0, 25)
            .mapToObj(i -> Publication.builder().data(Order.of(fresh, i)).build())
            .toList();

    publish("batches", orders.toArray(Publication[]::new));

    awaitEmpty("batches");
    List<String> batches = of("batches");
    assertThat(batches).hasSizeBetween(3, 24);
    assertThat(batches).allMatch(batch -> batch.matches("(\\d|10) (\\d|10) .*"));
    String all =
        batches.stream().map(batch -> batch.replaceAll(".*\\[|]", "")).collect(joining(", "));
    String expected = IntStream.range(0, 25).mapToObj(i -> fresh + " " + i).collect(joining(", "));
    assertThat(all).isEqualTo(expected);
    assertThat(parcels.of(fresh)).hasSize(25);
  }

  @Test
  void a_batch_that_fails_is_rolled_back_as_a_whole_and_then_tried_one_by_one() {
    letDieAfter(2, "/it-listener/batches");
    Publication good = Publication.builder().data(Order.of("good " + fresh, 1)).build();
    Publication bad = Publication.builder().data(Order.of("bad " + fresh, -1)).build();

    publish("batches", good, bad, good);

    await()
        .atMost(LONG)
        .until(() -> !deadLetters("/it-listener/batches", "batches", fresh).isEmpty());
    awaitEmpty("batches");
    assertThat(of("batches"))
        .contains("3 3 [good %1$s 1, bad %1$s -1, good %1$s 1]".formatted(fresh))
        .contains("1 1 [good %s 1]".formatted(fresh), "1 1 [bad %s -1]".formatted(fresh))
        .hasSize(4);
    assertThat(parcels.of("good " + fresh)).hasSize(2);
    assertThat(parcels.of("bad " + fresh)).isEmpty();
    assertThat(deadLetters("/it-listener/batches", "batches", fresh))
        .extracting(DeadLetter::reason)
        .containsExactly("Less than nothing was ordered");
  }

  @Test
  void who_has_the_receipt_settles_by_hand() {
    publish(
        "manual",
        Publication.of("acknowledge " + fresh),
        Publication.of("reject " + fresh),
        Publication.of("leave " + fresh));

    await().until(() -> of("manual").size() == 3);
    await().until(() -> status("/it-listener/manual", "manual").leased() == 1);
    assertThat(status("/it-listener/manual", "manual").depth()).isEqualTo(1);
    List<DeadLetter> dead = deadLetters("/it-listener/manual", "manual", fresh);
    assertThat(dead).extracting(DeadLetter::reason).containsExactly("Nobody wants it");
    assertThat(dead.get(0).message().data().asString()).startsWith("reject");
    pubSub.clear(key("/it-listener/manual", "manual"));
  }

  @Test
  void one_call_at_a_time_keeps_the_order() {
    List<String> texts = IntStream.range(0, 300).mapToObj(i -> i + " " + fresh).toList();

    texts.forEach(text -> publish("ordered", Publication.of(text)));

    awaitEmpty("ordered");
    assertThat(of("ordered")).isEqualTo(texts);
  }

  @Test
  void a_pause_lets_the_call_that_runs_finish_and_sends_back_the_rest() {
    String first = "wait " + fresh;
    publish("ordered", Publication.of(first));
    await().until(() -> of("ordered").equals(List.of(first)));
    publish("ordered", Publication.of("second " + fresh));
    await().until(() -> status("/it-listener/ordered", "ordered").leased() == 2);

    ListenerDetails paused = administration.pauseListener("ordered");

    assertThat(paused.state()).isEqualTo(ListenerState.PAUSED);
    await().until(() -> status("/it-listener/ordered", "ordered").leased() == 1);
    assertThat(listener("ordered").running()).isEqualTo(1);
    journal.open(first);
    await().until(() -> listener("ordered").running() == 0);
    assertThat(status("/it-listener/ordered", "ordered").depth()).isEqualTo(1);
    assertThat(of("ordered")).containsExactly(first);
    administration.resumeListener("ordered");
    awaitEmpty("ordered");
    assertThat(of("ordered")).containsExactly(first, "second " + fresh);
  }

  @Test
  void a_listener_whose_subscription_was_deleted_subscribes_again() {
    long old = listener("text").subscriptionId();

    administration.deleteSubscription(old);

    await()
        .atMost(LONG)
        .until(
            () ->
                listener("text").state() == ListenerState.RUNNING
                    && listener("text").subscriptionId() != old);
    publish("text", Publication.of(fresh));
    await().until(() -> journal.of("text").contains(fresh));
  }

  @Test
  void leases_are_kept_while_a_call_runs_but_not_longer_than_its_timeout() {
    publish("slow", Publication.of("slow " + fresh));
    publish("overdue", Publication.of("overdue " + fresh));
    await().until(() -> of("slow").size() == 1 && of("overdue").size() == 1);
    Instant afterTheLease = clock.instant().plusSeconds(32);

    // The lease of the call that takes too long has ended, and it holds the only place.
    await().atMost(LONG).until(() -> clock.instant().isAfter(afterTheLease));
    assertThat(of("slow")).containsExactly("slow " + fresh + " 1");
    assertThat(status("/it-listener/slow", "slow").leased()).isEqualTo(1);
    assertThat(status("/it-listener/overdue", "overdue").leased()).isZero();
    journal.open("slow");
    journal.open("overdue");

    awaitEmpty("slow", "overdue");
    assertThat(of("slow")).containsExactly("slow " + fresh + " 1");
    assertThat(of("overdue")).containsExactly("overdue " + fresh + " 1", "overdue " + fresh + " 2");
    assertThat(parcels.of("slow " + fresh)).hasSize(1);
    assertThat(parcels.of("overdue " + fresh)).hasSize(1);
  }

  @Test
  void a_database_that_goes_away_loses_nothing_and_does_nothing_twice() throws Exception {
    if (!outage.isPossible()) {
      return;
    }
    List<String> texts = IntStream.range(1_000, 1_400).mapToObj(i -> fresh + " " + i).toList();
    pubSub.publish("/it-listener/outage", texts.stream().map(Publication::of).toList());
    await().until(() -> !parcels.of(fresh).isEmpty());

    for (int i = 0; i < 3; i++) {
      outage.begin();
      try {
        Instant end = Instant.now().plusSeconds(2);
        await().until(() -> Instant.now().isAfter(end));
      } finally {
        outage.end();
      }
      awaitProgress();
    }

    awaitEmptyAfterAnOutage();
    assertThat(parcels.of(fresh)).isEqualTo(texts);
    assertThat(deadLetters("/it-listener/outage", "outage", fresh)).isEmpty();
  }

  private void awaitProgress() {
    await().atMost(LONG).ignoreExceptions().until(() -> !parcels.of(fresh).isEmpty());
  }

  private void awaitEmptyAfterAnOutage() {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> status("/it-listener/outage", "outage").depth() == 0);
  }

  @Test
  void endpoints_are_made_for_services_that_receive_one_topic() {
    List<SubscriptionDetails> subscriptions =
        administration.subscriptions(new PageRequest(0, 1_000, "/it-listener/order")).rows();

    assertThat(subscriptions)
        .filteredOn(one -> one.endpointName().equals("order"))
        .extracting(SubscriptionDetails::patternMatched)
        .containsExactly("sub=/it-listener/order");
    assertThat(key("/it-listener/order", "order").value()).startsWith("zpsk.service.");
  }

  private void publish(String listener, Publication... publications) {
    pubSub.publish("/it-listener/" + listener, List.of(publications));
  }

  private void awaitEmpty(String... listeners) {
    for (String listener : listeners) {
      await().atMost(LONG).until(() -> status("/it-listener/" + listener, listener).depth() == 0);
    }
  }

  private QueueStatus status(String topic, String endpoint) {
    return pubSub.queueStatus(key(topic, endpoint));
  }

  private SubscriptionKey key(String topic, String endpoint) {
    return pubSub.requireSubscription(topic, endpoint);
  }

  private ListenerDetails listener(String name) {
    return administration.listeners().stream()
        .filter(listener -> listener.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Of this test. */
  private List<String> of(String listener) {
    return journal.of(listener).stream().filter(entry -> entry.contains(fresh)).toList();
  }

  private List<DeadLetter> deadLetters(String topic, String endpoint, String text) {
    return pubSub.deadLetters(key(topic, endpoint), "", 1_000).deadLetters().stream()
        .filter(dead -> dead.message().data().asString().contains(text))
        .toList();
  }

  private SubscriptionKey subscribeToParcels() {
    return pubSub.subscribe(FailingListener.PARCELS, SubscribeOptions.endpoint("demo"));
  }

  private List<String> texts(SubscriptionKey key) {
    return pubSub.browse(key, "", 1_000).messages().stream()
        .map(message -> message.data().asString())
        .filter(text -> text.contains(fresh))
        .toList();
  }

  private void letDieAfter(int deliveries, String topicName) {
    TopicDetails topic =
        administration.topics(new PageRequest(0, 1_000, topicName)).rows().stream()
            .filter(one -> one.settings().name().equals(topicName))
            .findFirst()
            .orElseThrow();
    administration.changeTopic(
        topic.id(),
        topic.version(),
        topic.settings().toBuilder().maxDeliveries(deliveries).build());
  }
}
