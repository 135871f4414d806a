package dev.tidings.platform.database.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Sets the parameters of a statement, one after the other. */
public final class Parameters {
  private final PreparedStatement statement;
  private int index;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Sets parameters by their numbers. */
  @FunctionalInterface
  public interface Range {
    void set(PreparedStatement statement, int first) throws SQLException;
  }

  public Parameters add(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  public Parameters add(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  /** Null is a value, too. */
  public Parameters add(String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  public Parameters add(byte[] value) throws SQLException {
    statement.setBytes(++index, value);
    return this;
  }

  public Parameters add(Instant value) throws SQLException {
    statement.setObject(++index, value.atOffset(ZoneOffset.UTC));
    return this;
  }

  /**
   * Adds an array.
   *
   * @param type of its elements, as the database calls it
   */
  public Parameters addArray(String type, Object[] elements) throws SQLException {
    statement.setArray(++index, statement.getConnection().createArrayOf(type, elements));
    return this;
  }

  /** Adds so many parameters, which something else sets. */
  public Parameters addRange(int count, Range range) throws SQLException {
    range.set(statement, index + 1);
    index += count;
    return this;
  }

  /** Begins with the first parameter again, for the next element of a batch. */
  void restart() {
    index = 0;
  }
}
