package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.browseAll;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.EndpointDetails;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What happens at the same time happens as if in some order. */
interface ConcurrencyContract extends Contract {
  int PUBLISHERS = 4;
  int EACH = 25;

  /**
   * Publishers that publish one message after another, until refused, while something else happens
   * as soon as they are on their way.
   *
   * @return what was stored, in the order of each publisher
   */
  private List<String> publishDuring(ContractClient client, String topic, Runnable meanwhile)
      throws Exception {
    CountDownLatch onTheWay = new CountDownLatch(PUBLISHERS);
    List<Future<List<String>>> publishers = new ArrayList<>();
    for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
      String prefix = publisher + "-";
      Callable<List<String>> publish = () -> publishUntilRefused(client, topic, prefix, onTheWay);
      publishers.add(server().executor().submit(publish));
    }
    onTheWay.await();
    meanwhile.run();
    List<String> stored = new ArrayList<>();
    for (Future<List<String>> publisher : publishers) {
      stored.addAll(publisher.get());
    }
    return stored;
  }

  private static List<String> publishUntilRefused(
      ContractClient client, String topic, String prefix, CountDownLatch onTheWay) {
    List<String> stored = new ArrayList<>();
    try {
      for (int i = 0; i < EACH; i++) {
        client.publish(topic, prefix + i);
        stored.add(prefix + i);
        if (i == EACH / 4) {
          onTheWay.countDown();
        }
      }
    } catch (TidingsException refusal) {
      assertThat(refusal.type()).isEqualTo(ErrorType.TOPIC_NOT_ACCESSIBLE);
    } finally {
      onTheWay.countDown();
    }
    return stored;
  }

  private static List<String> ofPublisher(int publisher, List<String> texts) {
    return texts.stream().filter(text -> text.startsWith(publisher + "-")).toList();
  }

  @Test
  default void each_publishers_messages_keep_their_order_and_none_is_skipped() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<String> drained = Collections.synchronizedList(new ArrayList<>());

    List<String> stored =
        publishDuring(
            client,
            topic,
            () -> {
              for (int i = 0; i < 10; i++) {
                List<String> batch = new ArrayList<>(texts(client.getMessages(topic)));
                Collections.reverse(batch);
                drained.addAll(batch);
              }
            });
    drained.addAll(texts(browseAll(client, topic, 7)));

    assertThat(drained).hasSize(PUBLISHERS * EACH).containsExactlyInAnyOrderElementsOf(stored);
    for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
      assertThat(ofPublisher(publisher, drained)).isEqualTo(ofPublisher(publisher, stored));
    }
  }

  @Test
  default void drains_at_the_same_time_hand_out_each_message_once() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<String> all = IntStream.range(0, 200).mapToObj(i -> "m" + i).toList();
    client.publishAll(topic, Contract.publications(all.toArray(String[]::new)));
    Callable<List<String>> drain =
        () ->
            IntStream.range(0, 10)
                .mapToObj(i -> texts(client.getMessages(topic, 5)))
                .flatMap(List::stream)
                .toList();

    List<String> drained = new ArrayList<>();
    for (Future<List<String>> each :
        server().executor().invokeAll(Collections.nCopies(PUBLISHERS, drain))) {
      drained.addAll(each.get());
    }

    assertThat(drained).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  default void a_new_subscription_gets_everything_from_one_moment_on() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient late = stage.client("late");
    client.subscribe(topic);

    publishDuring(client, topic, () -> late.subscribe(topic));
    client.publish(topic, "last");
    List<String> everything = texts(client.getMessages(topic));
    List<String> fromThenOn = texts(late.getMessages(topic));

    assertThat(everything).hasSize(PUBLISHERS * EACH + 1);
    assertThat(fromThenOn).isNotEmpty().isEqualTo(everything.subList(0, fromThenOn.size()));
  }

  @Test
  default void the_first_subscription_gets_everything_kept_and_everything_since() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");

    List<String> stored = publishDuring(client, topic, () -> client.subscribe(topic));

    assertThat(texts(client.getMessages(topic))).containsExactlyInAnyOrderElementsOf(stored);
  }

  @Test
  default void what_clearing_counts_and_what_is_left_is_everything() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<Long> cleared = new ArrayList<>();

    List<String> stored =
        publishDuring(
            client,
            topic,
            () -> IntStream.range(0, 5).forEach(i -> cleared.add(client.clear(topic))));

    long left = client.depth(topic);
    assertThat(client.getMessages(topic)).hasSize((int) left);
    assertThat(cleared.stream().mapToLong(Long::longValue).sum() + left).isEqualTo(stored.size());
  }

  @Test
  default void subscribing_at_the_same_time_gives_one_subscription() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    Callable<String> subscribe = () -> client.subscribe(topic).key().value();

    List<String> keys = new ArrayList<>();
    for (Future<String> each :
        server().executor().invokeAll(Collections.nCopies(PUBLISHERS, subscribe))) {
      keys.add(each.get());
    }

    assertThat(Set.copyOf(keys)).hasSize(1);
  }

  @Test
  default void a_rename_during_publishing_loses_nothing_that_was_stored() throws Exception {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));
    String renamed = stage.topicName("renamed");

    List<String> stored =
        publishDuring(
            client, name(topic), () -> stage.change(topic, settings -> settings.name(renamed)));

    assertThat(texts(client.getMessages(renamed))).containsExactlyInAnyOrderElementsOf(stored);
    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.publish(name(topic), "x"));
  }

  @Test
  default void a_topic_deleted_during_publishing_is_gone() throws Exception {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));

    publishDuring(client, name(topic), () -> stage.administration().deleteTopic(topic.id()));

    assertRefused(ErrorType.TOPIC_NOT_ACCESSIBLE, () -> client.publish(name(topic), "x"));
    assertThat(client.subscribe(name(stage.topic())).queueDepth()).isZero();
  }

  @Test
  default void an_endpoint_deleted_during_publishing_leaves_the_others_their_messages()
      throws Exception {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    EndpointDetails gone = stage.endpoint("gone", Role.SUB_ONLY, "sub=" + name(topic));
    stage.client(gone).subscribe(name(topic));
    client.subscribe(name(topic));

    List<String> stored =
        publishDuring(client, name(topic), () -> stage.administration().deleteEndpoint(gone.id()));

    assertThat(stored).hasSize(PUBLISHERS * EACH);
    assertThat(texts(client.getMessages(name(topic)))).containsExactlyInAnyOrderElementsOf(stored);
  }

  @Test
  default void subscribing_and_unsubscribing_during_publishing_keeps_the_books_right()
      throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient restless = stage.client("restless");
    client.subscribe(topic);

    List<String> stored =
        publishDuring(
            client,
            topic,
            () -> {
              for (int i = 0; i < 8; i++) {
                restless.subscribe(topic);
                restless.unsubscribe(topic);
              }
            });

    assertThat(client.depth(topic)).isEqualTo(stored.size());
    assertThat(texts(client.getMessages(topic))).containsExactlyInAnyOrderElementsOf(stored);
  }
}
