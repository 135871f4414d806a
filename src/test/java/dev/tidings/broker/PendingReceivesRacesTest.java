package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.fixture.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens while somebody looks for those who wait is neither missed nor wasted. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PendingReceivesRacesTest extends PendingReceivesScene {
  @Test
  void what_is_committed_just_after_the_look_is_not_missed() throws Exception {
    LateCommit between = new LateCommit();
    BrokerNode node = withoutTicks(between);
    between.afterLook = () -> node.publish(topic, Publication.of("just after"));

    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 10, LONG);

    assertThat(texts(finished(waiting))).containsExactly("just after");
  }

  @Test
  void what_is_committed_in_the_middle_of_a_round_is_not_missed() throws Exception {
    LateCommit between = new LateCommit();
    BrokerNode node = withoutTicks(between);
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), 10, LONG);
    await().until(() -> between.looks.get() == 2);
    between.afterLook = () -> node.publish(topic, Publication.of("just after"));

    node.bean(WakeUps.class).changed(subscriber.queue());

    assertThat(texts(finished(waiting))).containsExactly("just after");
  }

  @Test
  void nothing_is_leased_for_who_went_while_somebody_looked() throws Exception {
    LateCommit between = new LateCommit();
    BrokerNode node = withoutTicks(between);
    CompletableFuture<List<Message>> gone = node.receive(subscriber.key(), 1, LONG);
    await().until(() -> between.looks.get() == 2);
    between.afterLook =
        () -> {
          gone.cancel(false);
          node.publish(topic, Publication.of("a"));
        };

    node.bean(WakeUps.class).changed(subscriber.queue());

    await().until(gone::isDone);
    assertThat(finished(node.receive(subscriber.key(), 1, LONG)))
        .extracting(Message::deliveryCount)
        .containsExactly(1);
  }

  @Test
  void what_was_leased_for_who_had_just_gone_comes_back_with_its_count() throws Exception {
    LateCommit between = new LateCommit();
    BrokerNode node = withoutTicks(between);
    CompletableFuture<List<Message>> gone = node.receive(subscriber.key(), 1, LONG);
    await().until(() -> between.looks.get() == 2);
    between.beforeHandOut = () -> gone.cancel(false);

    node.publish(topic, Publication.of("a"));

    await().until(gone::isDone);
    assertThat(finished(node.receive(subscriber.key(), 1, LONG)))
        .extracting(Message::deliveryCount)
        .containsExactly(2);
  }
}
