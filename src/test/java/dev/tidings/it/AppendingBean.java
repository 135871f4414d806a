package dev.tidings.it;

import dev.tidings.config.Database;
import dev.tidings.config.Durability;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Stores a row the way the log does: whoever calls has to be in a transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class AppendingBean {
  @Inject private Database database;

  /** Remembers the key. */
  public void append(byte[] key) {
    insert(database, Durability.GUARANTEED, key);
  }

  static void insert(Database database, Durability durability, byte[] key) {
    database.inTransaction(durability, connection -> execute(connection, key));
  }

  static int execute(Connection connection, byte[] key) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO idempotency VALUES (1, ?, ?, ?, ?)")) {
      insert.setBytes(1, key);
      insert.setBytes(2, key);
      insert.setBytes(3, key);
      insert.setObject(4, Instant.EPOCH.atOffset(ZoneOffset.UTC));
      return insert.executeUpdate();
    }
  }
}
