package dev.tidings.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * One position for each of the lanes 1 to 9: the next one that a reader has not read, or the next
 * one that an append will use.
 */
public final class Positions {
  private static final Positions START = new Positions(filledWith(1));
  private static final Positions END = new Positions(filledWith(Long.MAX_VALUE));

  private final long[] byLane;

  private Positions(long[] byLane) {
    this.byLane = byLane;
  }

  private static long[] filledWith(long position) {
    long[] filled = new long[Lane.LAST];
    Arrays.fill(filled, position);
    return filled;
  }

  /** Before the first message of every lane. */
  public static Positions start() {
    return START;
  }

  /** After the last message that there can be of every lane. */
  public static Positions end() {
    return END;
  }

  /** As they stand in an array column. */
  public static Positions of(Array column) throws SQLException {
    Object[] numbers = (Object[]) column.getArray();
    return new Positions(
        Arrays.stream(numbers).mapToLong(number -> ((Number) number).longValue()).toArray());
  }

  /** For an array column. */
  public Array toArray(Connection connection) throws SQLException {
    return connection.createArrayOf("bigint", LongStream.of(byLane).boxed().toArray(Long[]::new));
  }

  public long at(int lane) {
    return byLane[lane - Lane.FIRST];
  }

  public Positions with(int lane, long position) {
    long[] changed = byLane.clone();
    changed[lane - Lane.FIRST] = position;
    return new Positions(changed);
  }

  /** In each lane the one that comes first. */
  public Positions lowest(Positions other) {
    long[] lowest = byLane.clone();
    Arrays.setAll(lowest, i -> Math.min(byLane[i], other.byLane[i]));
    return new Positions(lowest);
  }

  /** How many positions lie between these and the later ones, over all lanes. */
  public long distanceTo(Positions later) {
    return later.sum() - sum();
  }

  private long sum() {
    return LongStream.of(byLane).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Positions that && Arrays.equals(byLane, that.byLane);
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
