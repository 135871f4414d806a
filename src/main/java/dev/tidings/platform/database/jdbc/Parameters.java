package dev.tidings.platform.database.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;

/** Sets the parameters of a statement, one after the other. */
public final class Parameters {
  private final PreparedStatement statement;
  private int index;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  public Parameters add(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  public Parameters add(int value) throws SQLException {
    statement.setInt(++index, value);
    return this;
  }

  public Parameters add(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  public Parameters add(double value) throws SQLException {
    statement.setDouble(++index, value);
    return this;
  }

  public Parameters add(String valueOrNull) throws SQLException {
    statement.setString(++index, valueOrNull);
    return this;
  }

  public Parameters add(byte[] value) throws SQLException {
    statement.setBytes(++index, value);
    return this;
  }

  public Parameters add(Instant valueOrNull) throws SQLException {
    if (valueOrNull == null) {
      statement.setNull(++index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(++index, valueOrNull.atOffset(ZoneOffset.UTC));
    }
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

  /** Begins with the first parameter again, for the next element of a batch. */
  void restart() {
    index = 0;
  }
}
