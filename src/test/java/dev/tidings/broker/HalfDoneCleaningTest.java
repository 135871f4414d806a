package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.broker.housekeeping.TopicCleaner;
import dev.tidings.fixture.OwnConnection;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.topic.TopicLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that stops between the log and the queues leaves behind what no row tells of. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class HalfDoneCleaningTest {
  private static final Duration LIFE = Duration.ofSeconds(5);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int PRIORITY = 5;

  @Parameter TestDatabase database;

  private final List<EngineFixture> servers = new ArrayList<>();
  private EngineFixture server;
  private Connection connection;
  private TopicDetails topic;
  private Subscriber subscriber;

  @BeforeEach
  void a_server_has_cleaned_before_another_one_takes_out_of_the_log_what_expired()
      throws SQLException {
    server = server();
    connection = database.connect();
    topic = server.topic(TopicSettings.builder(""));
    subscriber = server.subscribe(connection, topic);
    connection.commit();
    clean(server);
    Publication shortLived = Publication.builder().data("expired").expiration(LIFE).build();
    server.publish(connection, topic, shortLived, Publication.of("living"));
    connection.commit();
    server.clock.advance(LIFE);
    cleanTheLogAlone(server());
  }

  private EngineFixture server() {
    EngineFixture added = new EngineFixture(database, new TopicLock());
    servers.add(added);
    return added;
  }

  private void clean(EngineFixture by) {
    by.bean(TopicCleaner.class).clean(topic);
  }

  private void cleanTheLogAlone(EngineFixture by) throws SQLException {
    by.bean(TopicLock.class).lock(connection, topic.id());
    int removed =
        by.expiredMessages.clean(
            connection,
            topic.id(),
            by.log.end(connection, topic.id()),
            server.clock.instant(),
            1_000);
    connection.commit();
    assertThat(removed).isEqualTo(1);
  }

  @AfterEach
  void end() throws SQLException {
    connection.rollback();
    connection.close();
    for (EngineFixture one : servers) {
      one.bean(OwnConnection.class).close();
    }
  }

  @Test
  void the_next_server_finishes_it_within_the_hour() throws SQLException {
    clean(server);
    assertThat(cursor()).isEqualTo(1);

    server.clock.advance(HOUR);
    clean(server);

    assertThat(cursor()).isEqualTo(2);
    assertQueueIsRight();
  }

  @Test
  void a_server_that_has_just_started_finishes_it_at_once() throws SQLException {
    EngineFixture fresh = server();
    fresh.clock.advance(LIFE);

    clean(fresh);

    assertThat(cursor()).isEqualTo(2);
    assertQueueIsRight();
  }

  /** Where the queue goes on. */
  private long cursor() throws SQLException {
    connection.rollback();
    return server
        .bean(Cursors.class)
        .ofTopic(connection, topic.id())
        .get(subscriber.queue().subscriptionId())
        .at(PRIORITY);
  }

  private void assertQueueIsRight() throws SQLException {
    assertThat(server.depth(connection, subscriber)).isEqualTo(1);
    assertThat(server.drain(connection, subscriber)).containsExactly("living");
    connection.commit();
  }
}
