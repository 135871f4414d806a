package dev.tidings.it;

import static dev.tidings.it.Contract.browseAll;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static dev.tidings.it.Contract.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What can differ by server and by database: transactions of the container, its pool, the clock,
 * and what is left in the tables. It runs on every server with every database.
 */
@Tag("slow")
class EjbTransactionIT extends DatabaseTests
    implements TimeContract,
        TransactionContract,
        TransactionConflictContract,
        SettlingTransactionContract {
  @Test
  void a_message_is_delivered_until_its_expiration_and_not_at_it() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.defaultExpiration(Duration.ofHours(1)));
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    client.publish(name(topic), "for an hour");
    client.publish(
        name(topic),
        Publication.builder().data("for longer").expiration(Duration.ofHours(3)).build());

    clock.advance(Duration.ofMinutes(59));
    assertThat(client.depth(name(topic))).isEqualTo(2);
    assertThat(texts(client.browse(name(topic), "", 9).messages()))
        .containsExactly("for an hour", "for longer");

    clock.advance(Duration.ofMinutes(1));
    assertThat(client.depth(name(topic))).isEqualTo(1);
    assertThat(texts(client.getMessages(name(topic)))).containsExactly("for longer");
  }

  @Test
  void depth_is_exact_before_and_after_what_has_expired_is_cleaned() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(name(topic)).key();
    Random random = new Random(11);
    for (int i = 0; i < 60; i++) {
      Publication.Builder builder =
          Publication.builder()
              .data("m" + i)
              .priority(1 + random.nextInt(3))
              .expiration(Duration.ofHours(1 + random.nextInt(3)));
      if (random.nextInt(4) == 0) {
        builder.deliverTo(key);
      }
      MessageId id = client.publish(name(topic), builder.build());
      if (random.nextInt(5) == 0) {
        client.remove(name(topic), id);
      }
    }

    for (int hour = 1; hour <= 3; hour++) {
      List<String> waiting = texts(browseAll(client, name(topic), 7));
      assertThat(client.depth(name(topic))).isEqualTo(waiting.size());
      clock.advance(Duration.ofHours(1));
      long before = client.depth(name(topic));
      List<String> left = texts(browseAll(client, name(topic), 7));
      assertThat(left).hasSize((int) before);
      assertThat(waiting).containsAll(left);
      clean(stage);
      assertThat(client.depth(name(topic))).isEqualTo(before);
      assertThat(texts(browseAll(client, name(topic), 7))).isEqualTo(left);
    }
    assertThat(client.depth(name(topic))).isZero();
    assertThat(client.getMessages(name(topic))).isEmpty();
  }

  @Test
  void what_expired_in_the_middle_is_physically_gone_after_cleaning() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    Publication brief =
        Publication.builder().data("brief").expiration(Duration.ofMinutes(1)).build();
    client.publishAll(
        name(topic),
        List.of(
            Publication.of("a"), brief, brief, Publication.of("b"), brief, Publication.of("c")));
    assertThat(rows().messages(topic.id())).isEqualTo(6);

    clock.advance(Duration.ofMinutes(1));
    cleanUntil(() -> assertThat(rows().messages(topic.id())).isEqualTo(3));

    assertThat(rows().expiring(topic.id())).isZero();
    assertThat(client.depth(name(topic))).isEqualTo(3);
    assertThat(texts(client.getMessages(name(topic), 2))).containsExactly("b", "a");
    assertThat(client.depth(name(topic))).isEqualTo(1);
    assertThat(texts(client.getMessages(name(topic)))).containsExactly("c");
  }

  @Test
  void what_everybody_is_done_with_is_purged_but_for_the_newest_of_each_lane() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient fast = stage.client("fast");
    ContractClient slow = stage.client("slow");
    fast.subscribe(name(topic));
    slow.subscribe(name(topic));
    for (int i = 0; i < 5; i++) {
      fast.publish(name(topic), withPriority(1, "low-" + i));
      fast.publish(name(topic), withPriority(9, "high-" + i));
    }
    fast.getMessages(name(topic));
    slow.getMessages(name(topic), 2);

    cleanUntil(() -> assertThat(rows().messages(topic.id())).isEqualTo(8));
    slow.getMessages(name(topic));
    cleanUntil(() -> assertThat(rows().messages(topic.id())).isEqualTo(2));

    fast.publish(name(topic), withPriority(9, "next"));
    assertThat(texts(fast.getMessages(name(topic)))).containsExactly("next");
    assertThat(slow.depth(name(topic))).isEqualTo(1);
    assertThat(texts(slow.getMessages(name(topic)))).containsExactly("next");
  }

  @Test
  void what_was_addressed_is_purged_when_its_addressees_are_done() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(name(topic)).key();
    for (int i = 0; i < 4; i++) {
      client.publish(name(topic), Publication.builder().data("m" + i).deliverTo(key).build());
    }
    client.getMessages(name(topic), 2);
    cleanUntil(() -> assertThat(rows().messages(topic.id())).isEqualTo(2));

    assertThat(texts(client.getMessages(name(topic)))).containsExactly("m3", "m2");
    cleanUntil(() -> assertThat(rows().messages(topic.id())).isEqualTo(1));
  }

  @Test
  void a_retention_keeps_what_everybody_is_done_with() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.retention(Duration.ofHours(2)));
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    for (Publication one : publications("a", "b", "c")) {
      client.publish(name(topic), one);
    }
    client.getMessages(name(topic));

    clock.advance(Duration.ofMinutes(119));
    clean(stage);
    assertThat(rows().messages(topic.id())).isEqualTo(3);
    clock.advance(Duration.ofMinutes(2));

    cleanUntil(() -> assertThat(rows().messages(topic.id())).isEqualTo(1));
  }

  @Test
  void what_nobody_is_subscribed_to_expires_too() {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.defaultExpiration(Duration.ofHours(1)));
    ContractClient client = stage.client("client");
    client.publishAll(name(topic), publications("a", "b", "c"));

    clock.advance(Duration.ofHours(1));
    cleanUntil(() -> assertThat(rows().messages(topic.id())).isLessThanOrEqualTo(1));
    client.publish(name(topic), "d");

    assertThat(client.subscribe(name(topic)).queueDepth()).isEqualTo(1);
    assertThat(texts(client.getMessages(name(topic)))).containsExactly("d");
  }

  @Test
  void an_idempotency_key_is_free_again_after_a_day() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    List<MessageId> first = client.publishOnce(name(topic), publications("a"), "key");

    clock.advance(Duration.ofHours(24).minusMinutes(1));
    assertThat(client.publishOnce(name(topic), publications("a"), "key")).isEqualTo(first);
    clock.advance(Duration.ofMinutes(2));
    List<MessageId> second = client.publishOnce(name(topic), publications("b"), "key");

    assertThat(second).isNotEqualTo(first);
    assertThat(texts(client.getMessages(name(topic)))).containsExactly("b", "a");
  }

  @Test
  void a_deleted_topic_leaves_no_row() {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    SubscriptionKey key = client.subscribe(name(topic)).key();
    Publication.Builder brief = Publication.builder().data("x").expiration(Duration.ofHours(1));
    client.publishAll(
        name(topic),
        List.of(Publication.of("a"), brief.build(), Publication.of("b"), brief.build()));
    client.publish(name(topic), brief.deliverTo(key).build());
    client.remove(name(topic), client.publish(name(topic), "removed"));
    clock.advance(Duration.ofHours(1));
    cleanUntil(() -> assertThat(rows().expiring(topic.id())).isZero());
    client.publish(name(topic), brief.build());

    administration.deleteTopic(topic.id());

    assertThat(rows().messages(topic.id())).isZero();
    assertThat(rows().expiring(topic.id())).isZero();
  }
}
