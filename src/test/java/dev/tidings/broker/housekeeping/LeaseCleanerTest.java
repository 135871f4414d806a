package dev.tidings.broker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.Receivers;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.inflight.LeaseSettlement;
import dev.tidings.store.queue.inflight.Leases;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LeaseCleanerTest {
  @Parameter TestDatabase database;

  private final List<QueueId> tried = new ArrayList<>();
  private OwnConnection transactions;
  private EngineFixture engine;
  private TopicDetails topic;
  private Subscriber one;
  private Subscriber two;

  /** The first queue that it comes to cannot be written. */
  private final class Failing extends LeaseSettlement {
    @Override
    public void lockAndReturnOverdue(
        Connection connection, QueueId queue, Instant now, int maxDeliveries) {
      tried.add(queue);
      if (tried.size() == 1) {
        throw new TidingsException(ErrorType.INTERNAL_ERROR, "cannot be written");
      }
    }
  }

  @BeforeEach
  void two_queues_with_a_message_leased_from_each() throws SQLException {
    transactions = new OwnConnection(database);
    engine = new EngineFixture(database, new TopicLock(), transactions);
    topic = engine.topic(TopicSettings.builder(""));
    try (Connection connection = database.connect()) {
      one = engine.subscribe(connection, topic);
      two = engine.subscribe(connection, topic);
      engine.publish(connection, topic, Publication.of("message"));
      for (Subscriber each : List.of(one, two)) {
        new Receivers(engine).receive(connection, each, 1);
      }
      connection.commit();
    }
  }

  @AfterEach
  void close() throws SQLException {
    transactions.close();
  }

  @Test
  void what_was_leased_comes_back_once_its_lease_has_ended() throws SQLException {
    LeaseCleaner cleaner = engine.bean(LeaseCleaner.class);
    engine.clock.advance(Receivers.LEASE);
    assertThat(withOverdue()).contains(one.queue(), two.queue());

    cleaner.clean(List.of(topic));

    assertThat(withOverdue()).doesNotContain(one.queue(), two.queue());
  }

  private List<QueueId> withOverdue() throws SQLException {
    try (Connection connection = database.connect()) {
      List<QueueId> found =
          engine.bean(Leases.class).withOverdue(connection, engine.clock.instant());
      connection.rollback();
      return found;
    }
  }

  @Test
  void a_queue_that_cannot_be_cleaned_does_not_keep_the_others_from_it() {
    EngineFixture failing =
        new EngineFixture(database, new TopicLock(), transactions, new Failing());
    failing.clock.advance(Receivers.LEASE);

    failing.bean(LeaseCleaner.class).clean(List.of(topic));

    assertThat(tried).contains(one.queue(), two.queue());
  }
}
