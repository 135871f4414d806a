package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.dispatch.PendingReceives;
import dev.tidings.fixture.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is committed goes on at once, and nobody is told before it is on disk: the first commit here
 * is what was published, those after it are hand-outs.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class DurableBeforeResponseTest extends PendingReceivesScene {
  private SlowDisk disk;
  private BrokerNode node;

  @BeforeEach
  void a_server_with_a_slow_disk() throws Exception {
    disk = new SlowDisk(database);
    node = withoutTicks(disk);
  }

  private CompletableFuture<List<Message>> receiveOne() {
    return node.receive(subscriber.key(), 1, LONG);
  }

  private CompletableFuture<List<MessageId>> publish(String... texts) {
    Publication[] all = List.of(texts).stream().map(Publication::of).toArray(Publication[]::new);
    disk.hold();
    return CompletableFuture.supplyAsync(() -> node.publish(topic, all));
  }

  @Test
  void what_is_published_is_leased_while_it_is_on_its_way_to_the_disk() throws Exception {
    CompletableFuture<List<Message>> waiting = receiveOne();

    CompletableFuture<List<MessageId>> published = publish("a");
    disk.awaitCommits(2);

    assertThat(waiting).isNotDone();
    assertThat(published).isNotDone();
    disk.release();
    assertThat(texts(finished(waiting))).containsExactly("a");
    assertThat(published.join()).hasSize(1);
    assertThat(node.bean(PendingReceives.class).isEmpty()).isTrue();
  }

  @Test
  void others_are_served_while_a_hand_out_is_on_its_way_to_the_disk() throws Exception {
    CompletableFuture<List<Message>> first = receiveOne();
    var unused = publish("a", "b");
    disk.awaitCommits(2);

    CompletableFuture<List<Message>> second = receiveOne();
    disk.awaitCommits(3);

    assertThat(first).isNotDone();
    assertThat(second).isNotDone();
    disk.release();
    assertThat(texts(finished(first))).containsExactly("a");
    assertThat(texts(finished(second))).containsExactly("b");
  }

  @Test
  void who_goes_before_it_is_on_disk_that_he_has_it_sends_it_back() throws Exception {
    CompletableFuture<List<Message>> gone = receiveOne();
    var unused = publish("a");
    disk.awaitCommits(2);

    gone.cancel(false);
    CompletableFuture<List<Message>> next = receiveOne();
    disk.release();

    assertThat(finished(next)).extracting(Message::deliveryCount).containsExactly(2);
  }

  @Test
  void who_has_nothing_yet_waits_on_when_the_disk_fails_another() throws Exception {
    CompletableFuture<List<Message>> first = receiveOne();
    CompletableFuture<List<Message>> second = receiveOne();
    var unused = publish("a");
    disk.awaitCommits(2);

    disk.fail(new TidingsException(ErrorType.OUTCOME_UNKNOWN, "The disk is broken"));

    assertFailed(first, ErrorType.OUTCOME_UNKNOWN);
    assertThat(second).isNotDone();
    node.publish(topic, Publication.of("b"));
    assertThat(texts(finished(second))).containsExactly("b");
  }

  @Test
  void the_end_of_the_server_waits_for_who_is_about_to_get_something() throws Exception {
    CompletableFuture<List<Message>> waiting = receiveOne();
    var unused = publish("a");
    disk.awaitCommits(2);

    CompletableFuture<Void> end =
        CompletableFuture.runAsync(node.bean(PendingReceives.class)::close);
    await().until(() -> receiveOne().isDone());
    assertThat(end).isNotDone();
    disk.release();

    end.join();
    assertThat(texts(waiting.join())).containsExactly("a");
  }
}
