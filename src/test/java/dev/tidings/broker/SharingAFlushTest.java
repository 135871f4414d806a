package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.append.MessageIdGenerator;
import dev.tidings.broker.append.PublicationWriter;
import dev.tidings.broker.dispatch.WakeUpResult;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.publish.PublishGroupCommit;
import dev.tidings.fixture.OwnTransactions;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.CommitResult;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.platform.database.jdbc.SqlWork;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.topic.TopicLock;
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
  private PublishGroupCommit writer;
  private TopicDetails topic;

  @BeforeEach
  void a_topic_with_somebody_to_wake() throws SQLException {
    transactions =
        new OwnTransactions(TestDatabase.H2) {
          @Override
          public <T> CommitResult<T> commit(Durability durability, SqlWork<T> work) {
            T result = inTransaction(durability, work);
            happened.add("commit");
            return new CommitResult<>(
                result,
                () -> {
                  happened.add("flush");
                  return result;
                });
          }
        };
    WakeUpResult receivers =
        new WakeUpResult(List.of()) {
          @Override
          public void awaitCommits() {
            happened.add("hand-out");
          }
        };
    WakeUps wakeUps =
        new WakeUps() {
          @Override
          public WakeUpResult appended(long topicId, List<LogEntry> entries) {
            happened.add("wake-up");
            return receivers;
          }
        };
    engine =
        new EngineFixture(
            TestDatabase.H2, new TopicLock(), transactions, new WaitingWorkers(), wakeUps);
    topic = engine.topic(TopicSettings.builder(""));
    writer = engine.bean(PublishGroupCommit.class);
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
            new PublicationWriter.Call(
                topic,
                1,
                "pub=/**",
                List.of(publication),
                List.of(engine.bean(MessageIdGenerator.class).next()),
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
