package dev.tidings.broker.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.WaitingWorkers;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Publications of many callers in one transaction, of which some are not as they should be. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PublishGroupCommitTest {
  @Parameter TestDatabase database;

  private final WaitingWorkers workers = new WaitingWorkers();
  private OwnTransactions transactions;
  private EngineFixture engine;
  private PublishGroupCommit writer;
  private TopicDetails topic;
  private Subscriber subscriber;

  @BeforeEach
  void a_topic_with_a_subscriber() throws SQLException {
    transactions = OwnTransactions.besideCallers(database);
    engine = new EngineFixture(database, new TopicLock(), transactions, workers);
    topic = engine.topic(TopicSettings.builder("").maxDepth(3));
    try (Connection connection = database.connect()) {
      subscriber = engine.subscribe(connection, topic);
      connection.commit();
    }
    writer = engine.bean(PublishGroupCommit.class);
    writer.begin();
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  private CompletableFuture<Optional<List<MessageId>>> publish(TopicDetails to, String... texts) {
    return publishBy("pub=/**", to, List.of(texts).stream().map(Publication::of).toList());
  }

  private CompletableFuture<Optional<List<MessageId>>> publishBy(
      String pattern, TopicDetails to, List<Publication> publications) {
    MessageIdGenerator made = engine.bean(MessageIdGenerator.class);
    List<MessageId> ids = publications.stream().map(any -> made.next()).toList();
    return writer.write(new PublicationWriter.Call(to, 1, pattern, publications, ids, "", true));
  }

  private int runAll() {
    int before = transactions.commits();
    workers.runAll();
    return transactions.commits() - before;
  }

  private List<String> drained() throws SQLException {
    try (Connection connection = database.connect()) {
      List<String> drained = engine.drain(connection, subscriber);
      connection.commit();
      return drained;
    }
  }

  @Test
  void calls_that_wait_together_are_one_transaction() throws SQLException {
    var first = publish(topic, "1");
    var second = publish(topic, "2", "3");

    int commits = runAll();

    assertThat(commits).isEqualTo(1);
    assertThat(first.join().orElseThrow()).hasSize(1);
    assertThat(second.join().orElseThrow()).hasSize(2);
    assertThat(drained()).containsExactly("1", "2", "3");
  }

  @Test
  void nobody_is_answered_before_the_commit() {
    var first = publish(topic, "1");

    assertThat(first).isNotDone();

    runAll();
    assertThat(first).isDone();
  }

  @Test
  void a_call_that_does_not_fit_is_refused_alone() throws SQLException {
    var first = publish(topic, "1", "2");
    var tooMany = publish(topic, "3", "4");
    var last = publish(topic, "5");

    int commits = runAll();

    assertThat(commits).isEqualTo(1);
    assertThat(first.join()).isPresent();
    assertThat(refusal(tooMany)).isEqualTo(ErrorType.QUEUE_FULL);
    assertThat(last.join()).isPresent();
    assertThat(drained()).containsExactly("1", "2", "5");
  }

  /** A pattern that is too long for its column, which only a publication for later has. */
  private CompletableFuture<Optional<List<MessageId>>> unstorable() {
    Publication later = Publication.builder().data("2").deliverAfter(Duration.ofHours(1)).build();
    return publishBy("pub=/" + "x".repeat(300), topic, List.of(Publication.of("2"), later));
  }

  @Test
  void a_call_that_spoils_the_transaction_fails_alone() throws SQLException {
    var first = publish(topic, "1");
    var bad = unstorable();
    var last = publish(topic, "3");

    runAll();

    assertThat(first.join()).isPresent();
    assertThat(refusal(bad)).isEqualTo(ErrorType.INTERNAL_ERROR);
    assertThat(last.join()).isPresent();
    assertThat(drained()).containsExactly("1", "3");
  }

  @Test
  void a_call_with_old_settings_is_answered_empty_alone_and_does_nothing() throws SQLException {
    TopicDetails old = new TopicDetails(topic.id(), 7, topic.createdAt(), topic.settings());
    var stale = publish(old, "1");
    var current = publish(topic, "2");

    runAll();

    assertThat(stale.join()).isEmpty();
    assertThat(current.join()).isPresent();
    assertThat(drained()).containsExactly("2");
  }

  @Test
  void a_topic_that_is_gone_answers_everybody_empty() {
    TopicDetails gone = new TopicDetails(1, 0, topic.createdAt(), topic.settings());

    var first = publish(gone, "1");
    runAll();

    assertThat(first.join()).isEmpty();
  }

  @Test
  void when_eight_mebibytes_wait_the_next_call_is_told_to_come_again() {
    String mebibyte = String.join("", Collections.nCopies(1 << 16, "sixteen letters."));
    for (int i = 0; i < 7; i++) {
      var unused = publish(topic, mebibyte);
    }

    assertThatThrownBy(() -> publish(topic, mebibyte))
        .isInstanceOfSatisfying(
            TidingsException.class,
            refused -> {
              assertThat(refused.type()).isEqualTo(ErrorType.UNAVAILABLE);
              assertThat(refused.retryAfter()).isPresent();
            });
  }

  private static ErrorType refusal(CompletableFuture<?> failed) {
    try {
      failed.join();
      throw new AssertionError("was not refused");
    } catch (CompletionException failure) {
      return ((TidingsException) failure.getCause()).type();
    }
  }
}
