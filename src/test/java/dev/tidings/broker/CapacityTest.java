package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom a full queue concerns. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CapacityTest {
  @Parameter TestDatabase database;

  private EngineFixture engine;
  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    connection = database.connect();
  }

  @AfterEach
  void end() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void a_message_passes_queues_over_the_limit_that_it_is_not_addressed_to() throws SQLException {
    TopicDetails wide = engine.topic(TopicSettings.builder("").maxDepth(2));
    Subscriber full = engine.subscribe(connection, wide);
    engine.publish(connection, wide, Publication.of("one"), Publication.of("two"));
    Subscriber other = engine.subscribe(connection, wide);
    TopicSettings narrow = wide.settings().toBuilder().maxDepth(1).build();
    TopicDetails topic = new TopicDetails(wide.id(), wide.version(), wide.createdAt(), narrow);

    engine.publish(
        connection, topic, Publication.builder().data("three").deliverTo(other.key()).build());

    assertThat(engine.drain(connection, full)).containsExactly("one", "two");
    assertThat(engine.drain(connection, other)).containsExactly("three");
  }

  @Test
  void a_count_in_a_transaction_that_had_drained_before_is_forgotten_when_it_rolls_back()
      throws SQLException {
    TopicDetails topic = engine.topic(TopicSettings.builder("").maxDepth(2));
    Subscriber subscriber = engine.subscribe(connection, topic);
    engine.publish(connection, topic, Publication.of("one"), Publication.of("two"));
    connection.commit();
    engine.drain(connection, subscriber);
    engine.publish(connection, topic, 1, List.of(Publication.of("three")), "", false);
    connection.rollback();

    assertThatThrownBy(() -> engine.publish(connection, topic, Publication.of("four")))
        .isInstanceOf(TidingsException.class)
        .extracting(refused -> ((TidingsException) refused).type())
        .isEqualTo(ErrorType.QUEUE_FULL);
  }
}
