package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.log.Lane;
import dev.tidings.store.log.LanePositions;
import dev.tidings.store.log.LogEntry;
import dev.tidings.store.log.MessageRow;
import dev.tidings.store.log.StoredSegments;
import dev.tidings.store.queue.Cursors;
import dev.tidings.store.queue.LowWatermarks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is true of the tables at every moment, told from the rows alone: nothing belongs to what is
 * gone, no message is in two states, and whatever somebody still needs is there.
 */
final class EngineInvariants {
  private static final List<String> TABLES_OF_TOPIC =
      List.of(
          "segment",
          "message_id",
          "damaged_segment",
          "expiring",
          "expired_block",
          "topic_backlog",
          "subscription",
          "scheduled");

  private static final List<String> TABLES_OF_SUBSCRIPTION =
      List.of("subscription_cursor", "lease", "redelivery", "removal", "dead_letter");

  private static final int BLOCK = 1_024;

  private final Connection connection;
  private final EngineFixture engine;
  private final long topicId;

  /** A place of the log. */
  private record Place(int lane, long position) {}

  /** A message that a queue holds beside its cursor. */
  private record Held(long subscription, Place place, boolean hasExpired) {}

  EngineInvariants(Connection connection, EngineFixture engine, long topicId) {
    this.connection = connection;
    this.engine = engine;
    this.topicId = topicId;
  }

  void assertHold() throws SQLException {
    Map<Long, LanePositions> cursors = engine.bean(Cursors.class).ofTopic(connection, topicId);
    LanePositions end = engine.log.end(connection, topicId).lanes();
    Set<Place> there = new HashSet<>(messages());
    there.addAll(expired());
    List<Held> held = new ArrayList<>(leased());
    held.addAll(returned());

    assertThat(count("topic_backlog")).as("backlog").isEqualTo(cursors.isEmpty() ? 1 : 0);
    assertInOneState(held, cursors);
    assertRemovalsAreAhead(cursors, end);
    assertThat(there).as("held messages in the log").containsAll(needed(held));
    assertThat(there).as("waiting messages in the log").containsAll(ahead(cursors, end));
    assertFloorIsLow(held, cursors);
    assertThat(messages()).as("messages to expire").containsAll(places("expiring"));
    assertThat(messages()).as("messages with an id apart").containsAll(places("message_id"));
    assertThat(count("damaged_segment")).as("damaged segments").isZero();
    assertIdsAreFound();
    StoredSegments.assertAreSound(connection, topicId);
  }

  private void assertIdsAreFound() throws SQLException {
    for (LogEntry entry : StoredSegments.messages(connection, topicId)) {
      assertThat(engine.log.find(connection, topicId, entry.id()))
          .as("found by its id: %s", entry)
          .anyMatch(
              found ->
                  found.position() == entry.position()
                      && found.lane() == entry.lane()
                      && found.copy() == entry.copy());
    }
  }

  private List<Place> messages() throws SQLException {
    return StoredSegments.messages(connection, topicId).stream()
        .map(entry -> new Place(entry.lane(), entry.position()))
        .toList();
  }

  private List<Place> places(String table) throws SQLException {
    return rows(
        "SELECT lane, position FROM tidings.%s WHERE topic_id = ?".formatted(table),
        row -> new Place(row.getInt(1), row.getLong(2)));
  }

  /** What the cleaner has taken out of the lanes that are counted. */
  private List<Place> expired() throws SQLException {
    List<Place> expired = new ArrayList<>();
    rows(
        "SELECT lane, block, expired_bits FROM tidings.expired_block WHERE topic_id = ?",
        row -> {
          int lane = row.getInt(1);
          long first = row.getLong(2) * BLOCK;
          BitSet bits = BitSet.valueOf(row.getBytes(3));
          bits.stream().forEach(bit -> expired.add(new Place(lane, first + bit)));
          return bits;
        });
    return expired;
  }

  private List<Held> leased() throws SQLException {
    List<Held> leased = new ArrayList<>();
    rows(
        """
        SELECT l.subscription_id, l.lane, l.first_position, l.open_bits, l.open_count
        FROM tidings.lease l JOIN tidings.subscription s ON s.id = l.subscription_id WHERE s.topic_id = ?""",
        row -> {
          long id = row.getLong(1);
          int lane = row.getInt(2);
          long first = row.getLong(3);
          BitSet open = BitSet.valueOf(row.getBytes(4));
          assertThat(row.getInt(5)).as("open in a lease").isEqualTo(open.cardinality());
          open.stream()
              .forEach(bit -> leased.add(new Held(id, new Place(lane, first + bit), false)));
          return id;
        });
    return leased;
  }

  private List<Held> returned() throws SQLException {
    Instant now = engine.clock.instant();
    return rows(
        """
        SELECT r.subscription_id, r.lane, r.position, r.expires_at
        FROM tidings.redelivery r JOIN tidings.subscription s ON s.id = r.subscription_id WHERE s.topic_id = ?""",
        row ->
            new Held(
                row.getLong(1),
                new Place(row.getInt(2), row.getLong(3)),
                !MessageRow.instant(row, 4).isAfter(now)));
  }

  private static void assertInOneState(List<Held> held, Map<Long, LanePositions> cursors) {
    Set<String> seen = new HashSet<>();
    for (Held one : held) {
      Place place = one.place;
      assertThat(seen.add(one.subscription + " " + place)).as("held once: %s", one).isTrue();
      if (place.lane != Lane.ADDRESSED) {
        assertThat(place.position)
            .as("held behind the cursor: %s", one)
            .isLessThan(cursors.get(one.subscription).at(place.lane));
      }
    }
  }

  private void assertRemovalsAreAhead(Map<Long, LanePositions> cursors, LanePositions end)
      throws SQLException {
    rows(
        """
        SELECT m.subscription_id, m.lane, m.position
        FROM tidings.removal m JOIN tidings.subscription s ON s.id = m.subscription_id WHERE s.topic_id = ?""",
        row -> {
          int lane = row.getInt(2);
          long first = cursors.get(row.getLong(1)).at(lane);
          assertThat(row.getLong(3)).as("removed").isBetween(first, end.at(lane) - 1);
          return lane;
        });
  }

  /** Of an addressed message that has expired while it was leased nothing need be left. */
  private static List<Place> needed(List<Held> held) {
    return held.stream()
        .filter(one -> !one.hasExpired && one.place.lane != Lane.ADDRESSED)
        .map(Held::place)
        .toList();
  }

  private static List<Place> ahead(Map<Long, LanePositions> cursors, LanePositions end) {
    List<Place> ahead = new ArrayList<>();
    for (LanePositions cursor : cursors.values()) {
      for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
        for (long position = cursor.at(lane); position < end.at(lane); position++) {
          ahead.add(new Place(lane, position));
        }
      }
    }
    return ahead;
  }

  private void assertFloorIsLow(List<Held> held, Map<Long, LanePositions> cursors)
      throws SQLException {
    LowWatermarks.LowWatermark lowWatermark =
        engine.bean(LowWatermarks.class).read(connection, topicId).orElseThrow();
    OptionalLong addressed = lowWatermark.addressed();
    for (Held one : held) {
      Place place = one.place;
      long lowest =
          place.lane == Lane.ADDRESSED
              ? addressed.orElseThrow()
              : lowWatermark.lanes().at(place.lane);
      assertThat(lowest).as("floor below %s", one).isLessThanOrEqualTo(place.position);
    }
    for (LanePositions cursor : cursors.values()) {
      assertThat(lowWatermark.lanes().lowest(cursor)).as("floor").isEqualTo(lowWatermark.lanes());
    }
  }

  private long count(String table) throws SQLException {
    return rows("SELECT 1 FROM tidings.%s WHERE topic_id = ?".formatted(table), row -> 1).size();
  }

  /** Nothing is left of a topic that was deleted, and of these subscriptions. */
  void assertTopicIsGone() throws SQLException {
    for (String table : TABLES_OF_TOPIC) {
      assertThat(count(table)).as(table).isZero();
    }
  }

  /** Nothing is left of subscriptions that have ended. */
  void assertAreGone(Collection<Long> subscriptionIds) throws SQLException {
    for (String table : TABLES_OF_SUBSCRIPTION) {
      String sql = "SELECT 1 FROM tidings.%s WHERE subscription_id = ?".formatted(table);
      for (long id : subscriptionIds) {
        assertThat(rows(sql, id, row -> 1)).as(table).isEmpty();
      }
    }
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(String sql, Reader<T> reader) throws SQLException {
    return rows(sql, topicId, reader);
  }

  private <T> List<T> rows(String sql, long id, Reader<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> read = new ArrayList<>();
        while (rows.next()) {
          read.add(reader.read(rows));
        }
        return read;
      }
    }
  }
}
