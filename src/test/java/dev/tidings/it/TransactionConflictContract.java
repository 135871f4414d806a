package dev.tidings.it;

import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import jakarta.transaction.RollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What others do before a transaction that publishes commits. */
interface TransactionConflictContract extends TransactionContract {

  @Test
  default void a_queue_that_fills_up_before_the_commit_ends_the_transaction() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(1)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    String parcel = TransactionContract.newParcel();

    assertThatThrownBy(
            () ->
                transactions()
                    .commit(
                        () -> {
                          transactions().store(parcel);
                          client.publish(topic, "a");
                          outside(() -> client.publish(topic, "b"));
                        }))
        .isInstanceOf(RollbackException.class);

    assertThat(transactions().isStored(parcel)).isFalse();
    assertThat(texts(client.getMessages(topic))).containsExactly("b");
  }

  private <T> T outside(Callable<T> work) throws Exception {
    return server().executor().submit(work).get();
  }

  @Test
  default void a_topic_that_changes_before_the_commit_is_looked_at_again() throws Exception {
    Stage stage = stage();
    TopicDetails topic = stage.topic();
    ContractClient client = stage.client("client");
    client.subscribe(name(topic));

    transactions()
        .commit(
            () -> {
              client.publish(name(topic), "a");
              outside(() -> change(stage, topic, topic.settings().toBuilder().maxDepth(7)));
            });
    assertThat(client.depth(name(topic))).isEqualTo(1);
    TopicDetails changed = stage.administration().topic(topic.id());
    assertThatThrownBy(
            () ->
                transactions()
                    .commit(
                        () -> {
                          client.publish(name(topic), "b");
                          outside(
                              () ->
                                  change(
                                      stage,
                                      changed,
                                      changed.settings().toBuilder().isActive(false)));
                        }))
        .isInstanceOf(RollbackException.class);

    assertThat(texts(client.getMessages(name(topic)))).containsExactly("a");
  }

  private static TopicDetails change(
      Stage stage, TopicDetails topic, TopicSettings.Builder settings) {
    return stage.administration().changeTopic(topic.id(), topic.version(), settings.build());
  }

  @Test
  default void transactions_that_publish_to_the_same_topics_never_block_each_other()
      throws Exception {
    Stage stage = stage();
    String one = name(stage.topic("one", settings -> settings));
    String two = name(stage.topic("two", settings -> settings));
    ContractClient client = stage.client("client");
    client.subscribe(one);
    client.subscribe(two);
    List<Callable<Boolean>> publishers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<String> topics = i % 2 == 0 ? List.of(one, two) : List.of(two, one);
      publishers.add(() -> publishToBoth(client, topics));
    }

    for (Future<Boolean> each : server().executor().invokeAll(publishers)) {
      assertThat(each.get()).isTrue();
    }

    assertThat(client.depth(one)).isEqualTo(40);
    assertThat(client.depth(two)).isEqualTo(40);
  }

  private boolean publishToBoth(ContractClient client, List<String> topics) throws Exception {
    for (int i = 0; i < 10; i++) {
      transactions().commit(() -> topics.forEach(topic -> client.publish(topic, "x")));
    }
    return true;
  }

  @Test
  default void a_key_that_somebody_else_uses_before_the_commit_ends_the_transaction()
      throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    assertThatThrownBy(
            () ->
                transactions()
                    .commit(
                        () -> {
                          client.publishOnce(topic, publications("a"), "key");
                          outside(() -> client.publishOnce(topic, publications("a"), "key"));
                        }))
        .isInstanceOf(RollbackException.class);

    assertThat(client.depth(topic)).isEqualTo(1);
  }
}
