package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The database's clock is an hour off, and is then put right, while a message is leased. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ClockStepTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Parameter TestDatabase database;

  private EngineFixture engine;
  private Receivers receivers;
  private Connection connection;
  private Subscriber subscriber;
  private List<Receipt> receipts;

  @BeforeEach
  void a_leased_message_and_one_that_waits() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    receivers = new Receivers(engine);
    connection = database.connect();
    TopicDetails topic = engine.topic(connection, TopicSettings.builder(""));
    subscriber = engine.subscribe(connection, topic);
    engine.publish(connection, topic, Publication.of("leased"), Publication.of("waiting"));
    receipts = Receivers.receipts(receivers.receive(connection, subscriber, 1));
  }

  @AfterEach
  void roll_back() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void a_clock_that_steps_back_keeps_leases_and_hands_out_the_rest() throws SQLException {
    engine.clock.advance(HOUR.negated());

    assertThat(received()).containsExactly("waiting/1");
    assertThat(acknowledged()).containsExactly(ReceiptOutcome.DONE);
    engine.clock.advance(HOUR.multipliedBy(2));
    assertThat(received()).containsExactly("waiting/2");
  }

  @Test
  void a_clock_that_steps_forward_ends_leases_once_and_loses_nothing() throws SQLException {
    engine.clock.advance(HOUR);

    assertThat(acknowledged()).containsExactly(ReceiptOutcome.EXPIRED);
    assertThat(received()).containsExactly("leased/2", "waiting/1");
    engine.clock.advance(HOUR.negated());
    assertThat(received()).isEmpty();
    assertThat(engine.depth(connection, subscriber)).isEqualTo(2);
  }

  private List<String> received() throws SQLException {
    List<QueueEntry> deliveries = receivers.receive(connection, subscriber, 10);
    return deliveries.stream()
        .map(one -> one.entry().publication().data().asString() + "/" + one.deliveryCount())
        .toList();
  }

  private List<ReceiptOutcome> acknowledged() throws SQLException {
    return receivers.acknowledge(connection, subscriber, receipts);
  }
}
