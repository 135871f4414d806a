package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.broker.CountingTransactions.Counts;
import dev.tidings.broker.receive.DeadLetterService;
import dev.tidings.broker.receive.QueueService;
import dev.tidings.broker.receive.ReadyMessageService;
import dev.tidings.broker.settle.SettlementService;
import dev.tidings.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a job does with a page of a queue in one transaction, while others wait for its locks: so
 * many messages and so many statements at most, however long the queue is.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class JobPagesTest extends PendingReceivesScene {
  /** More than a batch has. */
  private static final int PAGE = 200;

  private static final int FEW_STATEMENTS = 16;
  private static final ReceiveOptions FIVE =
      ReceiveOptions.builder().max(BrokerNode.WINDOW).build();

  private CountingTransactions transactions;
  private BrokerNode node;

  private static boolean all(DeadLetter letter) {
    return true;
  }

  @BeforeEach
  void a_node() throws Exception {
    allowEverything();
    transactions = new CountingTransactions(database);
    node = withoutTicks(transactions);
  }

  private void allowEverything() throws SQLException {
    try (Connection connection = database.connect()) {
      engine.allow(connection, subscriber, "sub=/**");
      connection.commit();
    }
  }

  private void publish(int count) {
    node.publish(
        topic,
        IntStream.range(0, count)
            .mapToObj(i -> Publication.of("m" + i))
            .toArray(Publication[]::new));
  }

  private ReadyMessageService.RemovedPage remove(Instant before, String after, int limit) {
    return node.bean(ReadyMessageService.class)
        .remove(subscriber.key(), before, Set.of(), after, limit);
  }

  private List<Message> receive() {
    return node.receive(subscriber.key(), FIVE).join();
  }

  private void reject(List<Message> messages, Rejection rejection) {
    List<Receipt> receipts =
        messages.stream().map(message -> message.receipt().orElseThrow()).toList();
    node.bean(SettlementService.class)
        .settleAtOnce(subscriber.key(), receipts, Optional.of(rejection))
        .join();
  }

  private long depth() {
    return node.bean(QueueService.class).status(subscriber.key()).depth();
  }

  private void assertFew(Counts counts) {
    assertThat(counts.transactions).hasValue(1);
    assertThat(counts.statements).hasSizeLessThanOrEqualTo(FEW_STATEMENTS);
  }

  @Test
  void a_page_of_messages_takes_a_few_statements() {
    publish(500);
    publish(500);
    Instant before = engine.clock.instant().plusSeconds(1);
    remove(before, "", 1);

    Counts counts = transactions.begin();
    ReadyMessageService.RemovedPage page = remove(before, "", PAGE);

    assertThat(page.removed()).hasSize(PAGE);
    assertThat(page.seen()).isEqualTo(PAGE);
    assertFew(counts);
    assertThat(depth()).isEqualTo(799);
  }

  @Test
  void a_page_takes_a_few_statements_also_where_the_cursor_stays_before_newer_messages() {
    publish(1);
    engine.clock.advance(Duration.ofSeconds(1));
    Instant before = engine.clock.instant();
    Publication high = Publication.builder().data("newer").priority(9).build();
    node.publish(topic, high);
    List<String> seen = new ArrayList<>();

    ReadyMessageService.RemovedPage first = remove(before, "", 1);
    ReadyMessageService.RemovedPage second = remove(before, first.next(), 1);
    ReadyMessageService.RemovedPage third = remove(before, second.next(), 1);

    first.removed().forEach(message -> seen.add("first " + message.data().asString()));
    second.removed().forEach(message -> seen.add("second " + message.data().asString()));
    assertThat(seen).containsExactly("second m0");
    assertThat(third.seen()).isZero();
    assertThat(third.next()).isEmpty();
    assertThat(texts(receive())).containsExactly("newer");
  }

  @Test
  void a_page_becomes_dead_letters_in_a_few_statements() {
    publish(12);
    reject(receive().subList(0, 2), Rejection.plain().after(Duration.ZERO));
    Instant before = engine.clock.instant().plusSeconds(1);

    Counts counts = transactions.begin();
    ReadyMessageService.RemovedPage page =
        node.bean(ReadyMessageService.class)
            .reject(subscriber.key(), before, Set.of(), "of no use", "", PAGE);

    assertFew(counts);
    assertThat(page.removed()).hasSize(9);
    assertThat(depth()).isEqualTo(3);
    assertThat(node.bean(DeadLetterService.class).page(subscriber.key(), "", 100).deadLetters())
        .extracting(letter -> letter.reason() + ' ' + letter.message().deliveryCount())
        .hasSize(9)
        .contains("of no use 0", "of no use 1");
  }

  @Test
  void what_has_come_back_is_removed_and_what_is_leased_is_not() {
    publish(12);
    List<Message> rejected = receive();
    reject(rejected, Rejection.plain().after(Duration.ZERO));
    List<Message> leased = receive();
    assertThat(texts(leased)).isEqualTo(texts(rejected));
    reject(leased.subList(0, 3), Rejection.plain().after(Duration.ZERO));
    Instant before = engine.clock.instant().plusSeconds(1);
    remove(before, "", 1);

    Counts counts = transactions.begin();
    ReadyMessageService.RemovedPage page = remove(before, "", PAGE);

    assertFew(counts);
    assertThat(page.removed()).hasSize(9);
    assertThat(depth()).isEqualTo(2);
    assertThat(
            node.bean(SettlementService.class)
                .settleAtOnce(
                    subscriber.key(),
                    List.of(leased.get(4).receipt().orElseThrow()),
                    Optional.empty())
                .join())
        .hasSize(1);
    assertThat(depth()).isEqualTo(1);
  }

  @Test
  void exactly_what_is_older_is_removed_whatever_the_pages() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> newer = new ArrayList<>();
    Instant before = null;
    for (int i = 0; i < 120; i++) {
      if (i == 70) {
        engine.clock.advance(Duration.ofSeconds(1));
        before = engine.clock.instant();
      }
      String data = "m" + i;
      node.publish(topic, Publication.builder().data(data).priority(1 + random.nextInt(9)).build());
      if (i >= 70) {
        newer.add(data);
      }
      if (i % 17 == 3) {
        reject(receive(), Rejection.plain().after(Duration.ZERO));
      }
    }

    int removed = 0;
    int seen = 0;
    String place = "";
    do {
      ReadyMessageService.RemovedPage page = remove(before, place, 1 + random.nextInt(40));
      removed += page.removed().size();
      seen += page.seen();
      place = page.next();
    } while (!place.isEmpty());

    assertThat(removed).as("seed %d", seed).isEqualTo(70);
    assertThat(seen).as("seed %d", seed).isEqualTo(120);
    assertThat(depth()).as("seed %d", seed).isEqualTo(50);
    assertThat(ready()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(newer);
  }

  private List<String> ready() {
    return texts(
        node.bean(QueueService.class)
            .browse(subscriber.key(), MessageState.READY, "", 1_000)
            .messages());
  }

  @Test
  void a_page_of_dead_letters_is_read_once_from_its_place_on() {
    die(25);
    DeadLetterService deadLetters = node.bean(DeadLetterService.class);

    Counts counts = transactions.begin();
    DeadLetterService.Done first = deadLetters.discard(subscriber.key(), JobPagesTest::all, "", 10);
    assertFew(counts);
    DeadLetterService.Done second =
        deadLetters.discard(subscriber.key(), letter -> false, first.next(), 10);
    DeadLetterService.Done third =
        deadLetters.discard(subscriber.key(), JobPagesTest::all, second.next(), 10);

    assertThat(first.count()).isEqualTo(10);
    assertThat(first.wanted()).hasSize(10);
    assertThat(second.count()).isZero();
    assertThat(second.seen()).isEqualTo(10);
    assertThat(third.count()).isEqualTo(5);
    assertThat(deadLetters.discard(subscriber.key(), JobPagesTest::all, third.next(), 10).next())
        .isEmpty();
    assertThat(deadLetters.page(subscriber.key(), "", 100).deadLetters()).hasSize(10);
  }

  @Test
  void dead_letters_come_back_with_one_statement_each() {
    die(25);
    DeadLetterService deadLetters = node.bean(DeadLetterService.class);
    deadLetters.redeliver(subscriber.key(), JobPagesTest::all, "", 1);

    Counts counts = transactions.begin();
    DeadLetterService.Done page =
        deadLetters.redeliver(subscriber.key(), JobPagesTest::all, "", 20);

    assertThat(page.count()).isEqualTo(20);
    assertThat(counts.transactions).hasValue(1);
    assertThat(counts.statements).hasSizeLessThanOrEqualTo(FEW_STATEMENTS + 20);
    assertThat(ready()).hasSize(21);
    assertThat(deadLetters.page(subscriber.key(), "", 100).deadLetters()).hasSize(4);
  }

  @Test
  void a_page_ends_early_where_messages_or_dead_letters_are_large() {
    Publication large = Publication.of("x".repeat(400_000));
    List<Publication> all = Collections.nCopies(60, large);
    node.publish(topic, all.subList(0, 30).toArray(Publication[]::new));
    node.publish(topic, all.subList(0, 30).toArray(Publication[]::new));
    for (int dead = 0; dead < 30; dead += BrokerNode.WINDOW) {
      reject(receive(), Rejection.plain().withoutRedelivery());
    }

    DeadLetterService.Done letters =
        node.bean(DeadLetterService.class).discard(subscriber.key(), JobPagesTest::all, "", PAGE);
    ReadyMessageService.RemovedPage messages =
        remove(engine.clock.instant().plusSeconds(1), "", PAGE);

    assertThat(letters.seen()).isEqualTo(20);
    assertThat(messages.seen()).isEqualTo(2);
    assertThat(messages.next()).isNotEmpty();
  }

  private void die(int count) {
    publish(count);
    for (int dead = 0; dead < count; dead += BrokerNode.WINDOW) {
      reject(receive(), Rejection.plain().withoutRedelivery());
    }
  }

  @Test
  void a_cursor_passes_so_many_removed_messages_at_a_time_and_the_rest_later() {
    publish(1);
    for (int i = 0; i < 5; i++) {
      publish(500);
    }
    MessageId head = first();
    Instant later = engine.clock.instant().plusSeconds(1);
    String place = remove(engine.clock.instant().minusSeconds(1), "", 1).next();
    while (!place.isEmpty()) {
      place = remove(later, place, 1_000).next();
    }
    assertThat(depth()).isEqualTo(1);

    Counts counts = transactions.begin();
    assertThat(node.bean(QueueService.class).remove(subscriber.key(), head)).isTrue();

    assertThat(counts.statements).hasSizeLessThan(100);
    assertThat(depth()).isZero();
    node.publish(topic, Publication.of("next"));
    assertThat(texts(receive())).containsExactly("next");
  }

  private MessageId first() {
    return node.bean(QueueService.class)
        .browse(subscriber.key(), MessageState.READY, "", 1)
        .messages()
        .get(0)
        .msgId();
  }
}
