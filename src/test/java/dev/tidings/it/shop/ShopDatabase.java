package dev.tidings.it.shop;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** The tables of the host application, which are there before Tidings comes to the database. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class ShopDatabase {
  static final String DATA_SOURCE = "java:app/jdbc/shop";

  @Resource(lookup = DATA_SOURCE)
  private DataSource dataSource;

  @PostConstruct
  void create() {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      String deferred =
          connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
              ? "DEFERRABLE INITIALLY DEFERRED"
              : "";
      statement.execute(
          """
          CREATE TABLE IF NOT EXISTS shop_order (
            id VARCHAR(100) PRIMARY KEY,
            replaces VARCHAR(100) REFERENCES shop_order (id) %s)"""
              .formatted(deferred));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The tables in the database, with their schemas, in small letters. */
  public List<String> tables() {
    List<String> tables = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        ResultSet found =
            connection
                .getMetaData()
                .getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (found.next()) {
        tables.add((found.getString(2) + "." + found.getString(3)).toLowerCase(Locale.ROOT));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return tables;
  }
}
