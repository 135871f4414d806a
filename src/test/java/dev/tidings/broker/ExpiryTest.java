package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.housekeeping.TopicCleaner;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The newest row of a lane, which stays when its message expires: the numbering goes on from it.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ExpiryTest {
  @Parameter TestDatabase database;

  private EngineFixture engine;
  private Connection connection;
  private TopicDetails topic;
  private Subscriber subscriber;

  @BeforeEach
  void a_message_that_has_expired_and_was_cleaned() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    connection = database.connect();
    topic = engine.topic(TopicSettings.builder(""));
    subscriber = engine.subscribe(connection, topic);
    Publication shortLived =
        Publication.builder().data("expired").expiration(Duration.ofSeconds(5)).build();
    engine.publish(connection, topic, shortLived);
    connection.commit();
    engine.clock.advance(Duration.ofSeconds(5));
    engine.bean(TopicCleaner.class).clean(topic);
  }

  @AfterEach
  void end() throws SQLException {
    connection.rollback();
    connection.close();
    engine.bean(OwnConnection.class).close();
  }

  @Test
  void the_lane_goes_on_after_it_and_only_what_lives_is_counted_and_delivered()
      throws SQLException {
    engine.publish(connection, topic, Publication.of("next"));

    assertThat(engine.depth(connection, subscriber)).isEqualTo(1);
    assertThat(engine.drain(connection, subscriber)).containsExactly("next");
    assertThat(engine.log.end(connection, topic.id()).lanes().at(5)).isEqualTo(3);
  }

  @Test
  void it_does_not_come_back_empty_when_the_clock_steps_back() throws SQLException {
    Subscriber behind = subscribedBehindALivingMessage();
    engine.clock.advance(Duration.ofSeconds(-1));

    assertThat(engine.depth(connection, behind)).isEqualTo(1);
    assertThat(engine.drain(connection, behind)).containsExactly("living");
  }

  /** Its cursor stays before the message that expires, because one before that does not. */
  private Subscriber subscribedBehindALivingMessage() throws SQLException {
    Publication shortLived =
        Publication.builder().data("expired too").expiration(Duration.ofSeconds(5)).build();
    engine.publish(connection, topic, Publication.of("living"), shortLived);
    connection.commit();
    engine.clock.advance(Duration.ofSeconds(5));
    engine.bean(TopicCleaner.class).clean(topic);
    return subscriber;
  }

  @Test
  void it_is_trimmed_when_the_lane_has_gone_on_and_everybody_is_past_it() throws SQLException {
    engine.publish(connection, topic, Publication.of("next"));
    engine.drain(connection, subscriber);
    connection.commit();

    engine.bean(TopicCleaner.class).clean(topic);

    assertThat(engine.log.readAt(connection, topic.id(), 5, List.of(1L), Instant.EPOCH)).isEmpty();
    assertThat(engine.log.readAt(connection, topic.id(), 5, List.of(2L), Instant.EPOCH))
        .isNotEmpty();
  }
}
