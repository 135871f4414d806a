package dev.tidings.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentContentTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123456789Z");
  private static final int LANE = 5;

  private static LogEntry entry(long position, Publication publication) {
    return new LogEntry(
        LANE,
        position,
        MessageId.of("zpsm%024x".formatted(position)),
        NOW,
        NOW.plus(Duration.ofHours(position)),
        position % 2 == 0,
        7,
        "pub=/orders/*",
        publication);
  }

  private static LogEntry entry(long position) {
    return entry(position, Publication.of("message " + position));
  }

  private static List<LogEntry> entries(long from, long to) {
    List<LogEntry> entries = new ArrayList<>();
    for (long position = from; position <= to; position++) {
      entries.add(entry(position));
    }
    return entries;
  }

  private static Publication full() {
    Publication.Builder builder =
        Publication.builder()
            .data(Content.json("{\"a\": [1, \"ü\"]}"))
            .mimeType("application/vnd.orders+json")
            .priority(LANE)
            .extPubTime(Instant.parse("1066-10-14T09:00:00.000001Z"))
            .replyTo(SubscriptionKey.of("zpsk.rest.0123456789abcdef01234567"))
            .attribute("name", "value")
            .attribute("ü", "");
    for (TextField field : TextField.values()) {
      builder.text(field, "text of " + field);
    }
    return builder.build();
  }

  private static void assertSame(List<LogEntry> read, List<LogEntry> written) {
    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(written.stream().map(MessageRow::asStored).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_000})
  void what_is_read_is_what_was_written(int count) throws SQLException {
    List<LogEntry> written = entries(41, 40 + count);

    List<Segment> segments = Segment.of(written);

    assertThat(segments).hasSize(1);
    assertThat(segments.get(0).lastPosition()).isEqualTo(40 + count);
    assertSame(StoredSegments.entries(LANE, 41, segments.get(0).content()), written);
  }

  @Test
  void every_field_is_kept() throws SQLException {
    List<LogEntry> written =
        List.of(
            entry(1),
            entry(2, full()),
            entry(3, Publication.builder().data(new byte[] {0, -1, 127}).build()),
            entry(4, Publication.builder().data("").build()));

    assertSame(StoredSegments.entries(LANE, 1, Segment.of(written).get(0).content()), written);
  }

  @Test
  void a_copy_in_lane_0_keeps_its_number_and_priority() throws SQLException {
    LogEntry copy = entry(9, Publication.builder().data("x").priority(9).build()).asCopy(1L << 40);

    assertSame(
        StoredSegments.entries(0, 9, Segment.of(List.of(copy)).get(0).content()), List.of(copy));
  }

  @Test
  void positions_may_be_missing() throws SQLException {
    List<LogEntry> some = List.of(entry(12), entry(19));

    Segment rest = Segment.rest(LANE, 10, 25, some);

    assertSame(StoredSegments.entries(LANE, 10, rest.content()), some);
    assertThat(StoredSegments.entries(LANE, 10, Segment.rest(LANE, 10, 25, List.of()).content()))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} messages of {1} bytes in {2} segments")
  @CsvSource({"1000, 10, 1", "1001, 10, 2", "2500, 10, 3", "10, 200000, 2", "3, 1048576, 3"})
  void a_large_batch_is_divided(int count, int bytes, int expected) throws SQLException {
    List<LogEntry> written = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      written.add(entry(i, Publication.of("x".repeat(bytes))));
    }

    List<Segment> segments = Segment.of(written);

    assertThat(segments).hasSize(expected);
    long next = 1;
    for (Segment segment : segments) {
      assertThat(segment.firstPosition()).isEqualTo(next);
      assertThat(segment.entries().size() == 1 || segment.content().length <= 1_048_576).isTrue();
      next = segment.lastPosition() + 1;
    }
    assertThat(next).isEqualTo(count + 1);
  }

  @Test
  void each_lane_has_segments_of_its_own() {
    LogEntry addressed = entry(1).asCopy(0);

    assertThat(Segment.of(List.of(entry(3), addressed, entry(4))))
        .extracting(Segment::lane, Segment::firstPosition, Segment::lastPosition)
        .containsExactly(tuple(LANE, 3L, 4L), tuple(0, 1L, 1L));
  }

  @Test
  void any_changed_byte_is_damage() {
    byte[] content = Segment.of(entries(1, 20)).get(0).content();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] changed = content.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));

      assertThatThrownBy(() -> new SegmentContent(LANE, 1, changed))
          .isInstanceOf(DamagedContentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 5, 20, 100})
  void a_part_of_it_is_damage(int length) {
    byte[] part = Arrays.copyOf(Segment.of(entries(1, 20)).get(0).content(), length);

    assertThatThrownBy(() -> new SegmentContent(LANE, 1, part))
        .isInstanceOf(DamagedContentException.class);
  }

  @Test
  void that_of_another_place_is_damage() {
    byte[] content = Segment.of(entries(1, 20)).get(0).content();

    assertThatThrownBy(() -> new SegmentContent(LANE, 21, content))
        .isInstanceOf(DamagedContentException.class);
    assertThatThrownBy(() -> new SegmentContent(6, 1, content))
        .isInstanceOf(DamagedContentException.class);
  }

  @Test
  void that_of_a_later_version_is_not() {
    byte[] content = Segment.of(entries(1, 20)).get(0).content();
    content[SegmentFormat.CHECKSUM_BYTES] = 2;
    SegmentFormat.sealed(content);

    assertThatThrownBy(() -> new SegmentContent(LANE, 1, content))
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageContaining("later version");
  }

  @Test
  void ids_of_about_one_time_are_told_by_the_segment() {
    LogEntry old = withId(1, "0000000000ff000000000000");
    LogEntry first = withId(2, "000000000200000000000000");
    LogEntry last = withId(3, "0000000002c8ffffffffffff");
    LogEntry own =
        entry(
            4,
            Publication.builder()
                .data("x")
                .msgId(MessageId.of("zpsm000000000210000000000000"))
                .build());

    Segment segment = Segment.of(List.of(old, first, last, own)).get(0);

    assertThat(segment.idTimes()).isEqualTo(new Segment.IdTimes(0x200, 0x2c8));
    assertThat(segment.withIdApart()).containsExactly(old, own);
  }

  @Test
  void a_segment_may_tell_no_id() {
    LogEntry copy = entry(1).asCopy(3);

    Segment segment = Segment.of(List.of(copy)).get(0);

    assertThat(segment.idTimes()).isEqualTo(Segment.IdTimes.NONE);
    assertThat(segment.withIdApart()).containsExactly(copy);
  }

  private static LogEntry withId(long position, String digits) {
    LogEntry entry = entry(position);
    return new LogEntry(
        entry.lane(),
        position,
        MessageId.of("zpsm" + digits),
        entry.publishedAt(),
        entry.expiresAt(),
        entry.hasGd(),
        entry.publisherId(),
        entry.patternMatched(),
        entry.publication());
  }
}
