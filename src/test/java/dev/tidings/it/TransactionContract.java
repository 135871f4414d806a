package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.OnNoSubs;
import dev.tidings.api.Publication;
import dev.tidings.api.Role;
import dev.tidings.api.TopicDetails;
import jakarta.transaction.RollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is published in a caller's transaction is there if, and when, that commits. */
interface TransactionContract extends Contract {

  Transactions transactions();

  @BeforeEach
  default void have_a_table_of_our_own() {
    transactions().makeTable();
  }

  @AfterEach
  default void leave_no_transaction_open() throws Exception {
    transactions().leaveNothingOpen();
  }

  /** As everybody outside the transaction sees it. */
  default long depthOutside(ContractClient client, String topic) throws Exception {
    return server().executor().submit(() -> client.depth(topic)).get();
  }

  static String newParcel() {
    return UUID.randomUUID().toString();
  }

  @Test
  default void a_commit_shows_what_was_published_with_what_else_was_done() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    String parcel = newParcel();
    List<MessageId> ids = new ArrayList<>();

    transactions()
        .commit(
            () -> {
              ids.add(client.publish(topic, "a"));
              transactions().store(parcel);
              stage.topic("made-with-it", settings -> settings);
              ids.addAll(client.publishAll(topic, publications("b", "c")));
              assertThat(depthOutside(client, topic)).isZero();
            });

    assertThat(ids).hasSize(3).allMatch(MessageId::isStored).doesNotHaveDuplicates();
    assertThat(Contract.ids(client.browse(topic, "", 9).messages())).isEqualTo(ids);
    assertThat(transactions().isStored(parcel)).isTrue();
    assertRefused(ErrorType.CONFLICT, () -> stage.topic("made-with-it", settings -> settings));
  }

  @Test
  default void a_rollback_leaves_nothing_of_either() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    String parcel = newParcel();

    transactions()
        .rollBack(
            () -> {
              transactions().store(parcel);
              stage.topic("made-with-it", settings -> settings);
              client.publish(topic, "a");
            });

    assertThat(client.depth(topic)).isZero();
    assertThat(transactions().isStored(parcel)).isFalse();
    assertThat(name(stage.topic("made-with-it", settings -> settings))).isNotEmpty();
    client.publish(topic, "b");
    assertThat(texts(client.getMessages(topic))).containsExactly("b");
  }

  @Test
  default void a_failure_at_the_last_moment_takes_everything_back() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    String parcel = newParcel();

    assertThatThrownBy(
            () ->
                transactions()
                    .commit(
                        () -> {
                          client.publish(topic, "a");
                          transactions().store(parcel);
                          transactions().beforeCommit(TransactionContract::fail);
                        }))
        .isInstanceOf(RollbackException.class);

    assertThat(client.depth(topic)).isZero();
    assertThat(transactions().isStored(parcel)).isFalse();
  }

  private static void fail() {
    throw new IllegalStateException("on purpose");
  }

  @Test
  default void a_queue_that_is_cleared_in_vain_has_no_more_room_than_before() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(3)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    client.publishAll(topic, publications("a", "b"));

    assertThatThrownBy(
            () ->
                transactions()
                    .commit(
                        () -> {
                          client.clear(topic);
                          client.publish(topic, "in vain");
                          transactions().beforeCommit(TransactionContract::fail);
                        }))
        .isInstanceOf(RollbackException.class);

    client.publish(topic, "c");
    assertRefused(ErrorType.QUEUE_FULL, () -> client.publish(topic, "d"));
    assertThat(client.depth(topic)).isEqualTo(3);
  }

  @Test
  default void who_publishes_at_the_last_moment_still_takes_part() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    transactions()
        .commit(
            () -> {
              transactions().beforeCommit(() -> client.publish(topic, "before ours"));
              client.publish(topic, "as usual");
              transactions().beforeCommit(() -> client.publish(topic, "after ours"));
            });

    assertThat(texts(client.getMessages(topic)))
        .containsExactlyInAnyOrder("before ours", "as usual", "after ours");
  }

  @Test
  default void what_can_be_refused_is_refused_at_the_call() throws Exception {
    Stage stage = stage();
    TopicDetails topic = stage.topic(settings -> settings.maxDepth(3).maxMessageSize(10));
    ContractClient client = stage.client("client");
    ContractClient reader = stage.client("reader", Role.SUB_ONLY, "sub=" + name(topic));
    client.subscribe(name(topic));
    client.publish(name(topic), "a");

    for (Transactions.Work refused :
        List.<Transactions.Work>of(
            () ->
                assertRefused(
                    ErrorType.TOPIC_NOT_ACCESSIBLE, () -> reader.publish(name(topic), "x")),
            () ->
                assertRefused(
                    ErrorType.MESSAGE_TOO_LARGE, () -> client.publish(name(topic), "x".repeat(11))),
            () ->
                assertRefused(
                    ErrorType.QUEUE_FULL,
                    () -> client.publishAll(name(topic), publications("x", "y", "z"))))) {
      transactions()
          .rollBack(
              () -> {
                refused.run();
                assertThat(transactions().isMarkedForRollback()).isTrue();
              });
    }

    assertThat(client.depth(name(topic))).isEqualTo(1);
  }

  @Test
  default void what_the_transaction_has_published_before_counts_for_the_limit() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxDepth(2)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    transactions()
        .rollBack(
            () -> {
              client.publishAll(topic, publications("a", "b"));
              assertRefused(ErrorType.QUEUE_FULL, () -> client.publish(topic, "c"));
            });
    transactions().commit(() -> client.publishAll(topic, publications("a", "b")));

    assertThat(client.depth(topic)).isEqualTo(2);
  }

  @Test
  default void a_transaction_that_stays_open_delays_nobody() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    ContractClient late = stage.client("late");
    client.subscribe(topic);
    client.publish(topic, "before");
    CountDownLatch hasPublished = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    Future<?> transaction =
        server()
            .executor()
            .submit(
                () -> {
                  transactions()
                      .commit(
                          () -> {
                            client.publish(topic, "in the transaction");
                            hasPublished.countDown();
                            mayCommit.await();
                          });
                  return topic;
                });
    hasPublished.await();

    try {
      client.publish(topic, "meanwhile");
      List<Message> received = client.receive(topic);
      assertThat(texts(received)).containsExactly("before", "meanwhile");
      client.acknowledge(topic, Contract.receipts(received));
      client.publishAll(topic, publications("and", "more"));
      late.subscribe(topic);
      assertThat(texts(client.getMessages(topic))).containsExactly("more", "and");
      assertThat(client.depth(topic)).isZero();
    } finally {
      mayCommit.countDown();
    }

    transaction.get();
    assertThat(texts(client.getMessages(topic))).containsExactly("in the transaction");
    assertThat(texts(late.getMessages(topic))).containsExactly("in the transaction");
  }

  @Test
  default void a_key_that_the_transaction_uses_twice_publishes_once() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<List<MessageId>> answers = new ArrayList<>();

    transactions()
        .commit(
            () -> {
              answers.add(client.publishOnce(topic, publications("a"), "key"));
              answers.add(client.publishOnce(topic, publications("a"), "key"));
            });
    answers.add(client.publishOnce(topic, publications("a"), "key"));
    transactions().commit(() -> answers.add(client.publishOnce(topic, publications("a"), "key")));

    assertThat(answers).hasSize(4).containsOnly(answers.get(0));
    assertThat(client.depth(topic)).isEqualTo(1);
    transactions()
        .rollBack(
            () ->
                assertRefused(
                    ErrorType.IDEMPOTENCY_MISMATCH,
                    () -> client.publishOnce(topic, publications("b"), "key")));
  }

  @Test
  default void what_nobody_wants_has_no_id_in_a_transaction_either() throws Exception {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.onNoSubs(OnNoSubs.DROP)));
    ContractClient client = stage.client("client");
    List<MessageId> ids = new ArrayList<>();

    transactions().commit(() -> ids.add(client.publish(topic, Publication.of("a"))));

    assertThat(ids).containsExactly(MessageId.NONE);
    assertThat(client.subscribe(topic).queueDepth()).isZero();
  }
}
