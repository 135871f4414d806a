package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.config.Committed;
import dev.tidings.config.Durability;
import dev.tidings.config.SqlWork;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.log.LogEntry;
import dev.tidings.topic.TopicLock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is published and what is handed out of it come to disk together where they can. */
class SharingAFlushTest {
  private final List<String> happened = new ArrayList<>();
  private OwnTransactions transactions;
  private EngineFixture engine;
  private PublishWriter writer;
  private TopicDetails topic;

  @BeforeEach
  void a_topic_with_somebody_to_wake() throws SQLException {
    transactions =
        new OwnTransactions(TestDatabase.H2) {
          @Override
          public <T> Committed<T> commit(Durability durability, SqlWork<T> work) {
            T result = inTransaction(durability, work);
            happened.add("commit");
            return new Committed<>(
                result,
                () -> {
                  happened.add("flush");
                  return result;
                });
          }
        };
    Woken receivers =
        new Woken(List.of()) {
          @Override
          void awaitCommits() {
            happened.add("hand-out");
          }
        };
    WakeUps wakeUps =
        new WakeUps() {
          @Override
          Woken appended(long topicId, List<LogEntry> entries) {
            happened.add("wake-up");
            return receivers;
          }
        };
    engine =
        new EngineFixture(
            TestDatabase.H2, new TopicLock(), transactions, new WaitingWorkers(), wakeUps);
    topic = engine.topic(TopicSettings.builder(""));
    writer = engine.bean(PublishWriter.class);
    writer.begin();
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  private void publish(boolean isGuaranteed) {
    Publication publication = Publication.builder().data("a").hasGd(isGuaranteed).build();
    writer
        .write(
            new Publisher.Call(
                topic,
                1,
                "pub=/**",
                List.of(publication),
                List.of(engine.bean(MessageIds.class).next()),
                "",
                true))
        .join();
  }

  @Test
  void the_flush_of_what_is_guaranteed_waits_for_the_hand_outs_that_it_has_led_to() {
    publish(true);

    assertThat(happened).containsExactly("commit", "wake-up", "hand-out", "flush");
  }

  @Test
  void what_is_not_guaranteed_has_another_flush_and_waits_for_nobody() {
    publish(false);

    assertThat(happened).containsExactly("commit", "wake-up", "flush");
  }
}
