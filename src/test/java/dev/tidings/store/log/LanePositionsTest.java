package dev.tidings.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.TestDatabase;
import dev.tidings.platform.database.jdbc.JdbcRunner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanePositionsTest {

  @Test
  void every_lane_starts_at_one() {
    for (int lane = Lane.FIRST; lane <= Lane.LAST; lane++) {
      assertThat(LanePositions.start().at(lane)).isEqualTo(1);
    }
  }

  @Test
  void a_change_of_one_lane_leaves_the_others_and_the_original() {
    LanePositions changed = LanePositions.start().with(9, 5);

    assertThat(changed.at(9)).isEqualTo(5);
    assertThat(changed.at(8)).isEqualTo(1);
    assertThat(LanePositions.start().at(9)).isEqualTo(1);
  }

  @Test
  void the_lowest_is_taken_lane_by_lane() {
    LanePositions one = LanePositions.start().with(1, 10).with(2, 3);
    LanePositions other = LanePositions.start().with(1, 4).with(2, 7);

    LanePositions lowest = one.lowest(other);

    assertThat(lowest).isEqualTo(LanePositions.start().with(1, 4).with(2, 3));
    assertThat(lowest).isEqualTo(other.lowest(one)).hasSameHashCodeAs(other.lowest(one));
  }

  @Test
  void the_distance_adds_up_over_the_lanes() {
    LanePositions from = LanePositions.start().with(3, 10);
    LanePositions to = LanePositions.start().with(3, 12).with(9, 1_000_000_000_001L);

    assertThat(from.distanceTo(to)).isEqualTo(1_000_000_000_002L);
    assertThat(from.distanceTo(from)).isZero();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void an_array_column_gives_back_what_it_was_given(TestDatabase database) throws SQLException {
    LanePositions lanePositions = LanePositions.start().with(1, Long.MAX_VALUE).with(9, 42);

    try (Connection connection = database.connect()) {
      Optional<LanePositions> read =
          JdbcRunner.queryForOne(
              connection,
              "SELECT CAST(? AS BIGINT ARRAY)",
              lanePositions::addTo,
              row -> LanePositions.of(row.getArray(1)));

      assertThat(read).contains(lanePositions);
    }
  }
}
