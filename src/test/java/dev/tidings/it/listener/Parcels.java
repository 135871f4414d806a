package dev.tidings.it.listener;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A table of the host, in the database of Tidings. */
@ApplicationScoped
public class Parcels {
  @Resource(lookup = "java:app/jdbc/tidings")
  private DataSource dataSource;

  public void createTable() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS host_parcel (name VARCHAR(100))");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** In the transaction of the caller. */
  public void add(String name) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO host_parcel VALUES (?)")) {
      insert.setString(1, name);
      insert.executeUpdate();
    } catch (SQLException failure) {
      throw new IllegalStateException("The parcel cannot be stored", failure);
    }
  }

  /** All whose names begin so. */
  public List<String> of(String prefix) {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT name FROM host_parcel WHERE name LIKE ? ORDER BY name")) {
      select.setString(1, prefix + "%");
      List<String> names = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
