package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.Parameters;
import java.sql.SQLException;

/** The part of a lane from one position to another. */
record LaneRange(long topicId, int lane, long from, long to) {
  LaneRange from(long newFrom) {
    return new LaneRange(topicId, lane, newFrom, to);
  }

  LaneRange to(long newTo) {
    return new LaneRange(topicId, lane, from, newTo);
  }

  boolean holds(long position) {
    return position >= from && position <= to;
  }

  Parameters addTo(Parameters parameters) throws SQLException {
    return parameters.add(topicId).add(lane).add(from).add(to);
  }
}
