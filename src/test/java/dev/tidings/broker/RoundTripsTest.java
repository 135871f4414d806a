package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.broker.CountingTransactions.Counts;
import dev.tidings.broker.dispatch.PendingReceives;
import dev.tidings.broker.receive.ReceiveService;
import dev.tidings.broker.settle.SettlementService;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.log.RecentEntryCache;
import dev.tidings.system.Markdown;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many statements, round trips, transactions, flushes and threads a call takes that comes
 * alone: what {@code docs/architecture.md} says.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RoundTripsTest extends PendingReceivesScene {
  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final Pattern SEPARATOR = Pattern.compile(";\n");
  private static final ReceiveOptions FIVE =
      ReceiveOptions.builder().max(BrokerNode.WINDOW).build();

  private static final ReceiveOptions FIVE_OR_WAIT =
      ReceiveOptions.builder().max(BrokerNode.WINDOW).waiting(LONG).build();

  private CountingTransactions transactions;
  private BrokerNode node;

  @BeforeEach
  void a_node_that_has_read_what_it_caches() throws Exception {
    allow("pub=/**", "sub=/**");
    transactions = new CountingTransactions(database);
    node = withoutTicks(transactions);
    for (int i = 0; i < 3; i++) {
      node.publish(topic, Publication.of("a"));
      acknowledge(receive());
    }
  }

  private void allow(String... patterns) throws SQLException {
    try (Connection connection = database.connect()) {
      engine.allow(connection, subscriber, patterns);
      connection.commit();
    }
  }

  private Counts beginWithoutRecentMessages() {
    node.bean(RecentEntryCache.class).forgetAll();
    return transactions.begin();
  }

  private List<Message> receive() {
    return node.receive(subscriber.key(), FIVE).join();
  }

  private void acknowledge(List<Message> messages) {
    node.bean(SettlementService.class)
        .settleAtOnce(subscriber.key(), receipts(messages), Optional.empty())
        .join();
  }

  private static List<Receipt> receipts(List<Message> messages) {
    return messages.stream().map(message -> message.receipt().orElseThrow()).toList();
  }

  private static Publication[] publications(int count) {
    return IntStream.range(0, count).mapToObj(i -> Publication.of("a")).toArray(Publication[]::new);
  }

  @Test
  void a_publish_of_one_message() {
    Counts counts = transactions.begin();

    node.publish(topic, Publication.of("a"));

    assertDocumented("publish 1", counts);
    assertThat(counts.transactions).hasValue(1);
    assertThat(counts.flushes).hasValue(1);
    assertThat(counts.others()).isLessThanOrEqualTo(2);
  }

  /** The publish waits two milliseconds for the lease, which a machine may not keep every time. */
  @Test
  void a_publish_of_one_message_for_which_a_receive_waits() {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertDocumented("publish 1 and deliver it", publishAndDeliver()));
  }

  private Counts publishAndDeliver() {
    CompletableFuture<List<Message>> waiting = node.receive(subscriber.key(), FIVE_OR_WAIT);
    await().until(() -> !node.bean(PendingReceives.class).isEmpty());
    Counts counts = transactions.begin();
    node.publish(topic, Publication.of("a"));
    List<Message> messages = finished(waiting);
    assertThat(messages).hasSize(1);
    transactions.begin();
    acknowledge(messages);
    return counts;
  }

  @Test
  void a_publish_of_a_hundred_messages() {
    Counts counts = transactions.begin();

    node.publish(topic, publications(100));

    assertDocumented("publish 100", counts);
  }

  @Test
  void a_receive_of_five_messages_and_their_acknowledgement() {
    node.publish(topic, publications(10));

    Counts ofReceive = beginWithoutRecentMessages();
    List<Message> messages = receive();
    assertThat(messages).hasSize(5);
    assertDocumented("receive 5", ofReceive);
    Counts ofAcknowledge = transactions.begin();
    acknowledge(messages);

    assertDocumented("acknowledge 5", ofAcknowledge);
  }

  @Test
  void an_acknowledgement_and_a_receive_in_one_call() {
    node.publish(topic, publications(20));
    List<Message> first = receive();

    Counts counts = beginWithoutRecentMessages();
    List<Message> second =
        node.bean(ReceiveService.class)
            .acknowledgeAndReceiveForEndpoint(subscriber.key(), receipts(first), FIVE)
            .join()
            .messages();

    assertThat(second).hasSize(5);
    assertDocumented("acknowledge and receive 5", counts);
  }

  private void assertDocumented(String call, Counts counts) {
    assertThat(row(counts)).as("%s: %s", call, counts.statements).isEqualTo(documented(call));
  }

  private static String row(Counts counts) {
    long statements =
        counts.statements.stream().mapToLong(sql -> SEPARATOR.split(sql, -1).length).sum();
    return "%d | %d | %d | %d | %d"
        .formatted(
            statements,
            counts.statements.size(),
            counts.transactions.get(),
            counts.flushes.get(),
            counts.others());
  }

  private String documented(String call) {
    String name = database == TestDatabase.H2 ? "H2" : "PostgreSQL";
    return Markdown.of(PAGE).section("Round trips").rows().stream()
        .filter(row -> row.get(0).equals(call) && row.get(1).equals(name))
        .map(row -> String.join(" | ", row.subList(2, row.size())))
        .findFirst()
        .orElse("not in the table");
  }
}
