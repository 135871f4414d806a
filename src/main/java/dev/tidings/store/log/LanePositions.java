package dev.tidings.store.log;

import dev.tidings.platform.database.jdbc.Parameters;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * One position for each of the lanes 1 to 9: the next one that a reader has not read, or the next
 * one that an append will use.
 */
public final class LanePositions {
  private static final LanePositions START = new LanePositions(filledWith(1));
  private static final LanePositions END = new LanePositions(filledWith(Long.MAX_VALUE));

  private final long[] byLane;

  private LanePositions(long[] byLane) {
    this.byLane = byLane;
  }

  private static long[] filledWith(long position) {
    long[] filled = new long[Lane.LAST];
    Arrays.fill(filled, position);
    return filled;
  }

  /** Before the first message of every lane. */
  public static LanePositions start() {
    return START;
  }

  /** After the last message that there can be of every lane. */
  public static LanePositions end() {
    return END;
  }

  /** As they stand in an array column. */
  public static LanePositions of(Array column) throws SQLException {
    Object[] numbers = (Object[]) column.getArray();
    return new LanePositions(
        Arrays.stream(numbers).mapToLong(number -> ((Number) number).longValue()).toArray());
  }

  /** Adds them as a parameter for an array column. */
  public Parameters addTo(Parameters parameters) throws SQLException {
    return parameters.addArray("bigint", LongStream.of(byLane).boxed().toArray(Long[]::new));
  }

  public long at(int lane) {
    return byLane[lane - Lane.FIRST];
  }

  public LanePositions with(int lane, long position) {
    long[] changed = byLane.clone();
    changed[lane - Lane.FIRST] = position;
    return new LanePositions(changed);
  }

  /** In each lane the one that comes first. */
  public LanePositions lowest(LanePositions other) {
    long[] lowest = byLane.clone();
    Arrays.setAll(lowest, i -> Math.min(byLane[i], other.byLane[i]));
    return new LanePositions(lowest);
  }

  /** How many positions lie between these and the later ones, over all lanes. */
  public long distanceTo(LanePositions later) {
    return later.sum() - sum();
  }

  private long sum() {
    return LongStream.of(byLane).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LanePositions that && Arrays.equals(byLane, that.byLane);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(byLane);
  }

  @Override
  public String toString() {
    return Arrays.toString(byLane);
  }
}
