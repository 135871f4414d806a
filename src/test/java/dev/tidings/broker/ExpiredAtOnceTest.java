package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.MessageState;
import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.read.LeaseAllocator;
import dev.tidings.store.queue.read.QueueEntry;
import dev.tidings.store.queue.read.ReceiveBudget;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Publishes what expires at once while somebody who receives already knows what time it is. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ExpiredAtOnceTest {
  @Parameter TestDatabase database;

  private EngineFixture engine;
  private Connection receiving;
  private TopicDetails topic;
  private Subscriber subscriber;

  @BeforeEach
  void an_empty_queue() throws SQLException {
    engine = new EngineFixture(database, new TopicLock());
    receiving = database.connect();
    topic = engine.topic(TopicSettings.builder(""));
    subscriber = engine.subscribe(receiving, topic);
    receiving.commit();
  }

  @AfterEach
  void end() throws SQLException {
    receiving.rollback();
    receiving.close();
    engine.bean(OwnConnection.class).close();
  }

  @Test
  void nobody_leases_it() throws SQLException {
    LeaseAllocator.Order order =
        new LeaseAllocator.Order(
            10, 1_000, Duration.ofSeconds(30), 10, EngineFixture.MAX_DELIVERIES);

    assertThat(
            engine
                .bean(LeaseAllocator.class)
                .receive(receiving, subscriber.queue(), clock(), order)
                .orElseThrow()
                .deliveries())
        .isEmpty();
    assertThatItWasPublished();
  }

  @Test
  void nobody_takes_it_out() throws SQLException {
    List<QueueEntry> taken =
        engine
            .queues
            .drain(
                receiving,
                subscriber.queue(),
                clock(),
                EngineFixture.MAX_DELIVERIES,
                new ReceiveBudget(10, 1_000))
            .orElseThrow();

    assertThat(taken).isEmpty();
    assertThatItWasPublished();
  }

  @Test
  void nobody_sees_it() throws SQLException {
    List<QueueEntry> seen =
        engine
            .queues
            .browse(
                receiving,
                subscriber.queue(),
                MessageState.READY,
                clock(),
                EngineFixture.MAX_DELIVERIES,
                "",
                10,
                1_000)
            .orElseThrow()
            .deliveries();

    assertThat(seen).isEmpty();
    assertThatItWasPublished();
  }

  /** Right after the first look at it, something is published. */
  private InstantSource clock() {
    return new InstantSource() {
      private boolean isAsked;

      @Override
      public Instant instant() {
        Instant now = engine.clock.instant();
        if (!isAsked) {
          isAsked = true;
          publish();
        }
        return now;
      }
    };
  }

  private void publish() {
    engine.clock.advance(Duration.ofMillis(1));
    try (Connection publishing = database.connect()) {
      engine.publish(
          publishing,
          topic,
          Publication.builder().data("too late").expiration(Duration.ZERO).build());
      publishing.commit();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private void assertThatItWasPublished() throws SQLException {
    assertThat(engine.log.end(receiving, topic.id()).lanes().at(5)).isEqualTo(2);
  }
}
