package dev.tidings.it;

import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Stores a row the way the log does: whoever calls has to be in a transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class AppendingBean {
  @Inject private Database database;

  /** Stores the parcel. */
  public void append(String parcel) {
    insert(database, Durability.GUARANTEED, parcel);
  }

  static void insert(Database database, Durability durability, String parcel) {
    database.inTransaction(durability, connection -> execute(connection, parcel));
  }

  static int execute(Connection connection, String parcel) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO parcel VALUES (?)")) {
      insert.setString(1, parcel);
      return insert.executeUpdate();
    }
  }
}
