package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.fixture.DatabaseKind;
import dev.tidings.fixture.NodeDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A node in a schema of another name, in a database that an application uses too. */
@Tag("slow")
@ParameterizedClass
@EnumSource
class OwnSchemaIT {
  private static final String TOPIC = "/api/v1/topics/demo/orders";

  private static final String TABLES =
      """
      SELECT lower(table_schema) FROM information_schema.tables
      WHERE lower(table_name) IN ('message', 'topic', 'tidings_schema_history')
      ORDER BY 1""";

  @Parameter DatabaseKind kind;

  @TempDir Path directory;

  @Test
  void everything_works_there_and_the_tables_of_the_application_stay() throws SQLException {
    try (NodeDatabase database = kind.create(directory.resolve("data"))) {
      Map<String, String> settings = new HashMap<>(database.settings());
      settings.putAll(TidingsProcess.PASSWORDS);
      settings.put("TIDINGS_DB_SCHEMA", "shop_events");
      makeTablesOfAnApplication(database);

      try (TidingsProcess server = TidingsProcess.start(directory, settings)) {
        use(server);
        server.stop();
      }

      try (Connection connection = database.look(directory.resolve("look"))) {
        assertThat(column(connection, TABLES))
            .containsExactly("public", "shop_events", "shop_events", "shop_events");
        assertThat(column(connection, "SELECT text FROM message")).containsExactly("ours");
        assertThat(column(connection, "SELECT count(*) FROM shop_events.segment"))
            .isNotEqualTo(List.of("0"));
      }
    }
  }

  private static void makeTablesOfAnApplication(NodeDatabase database) throws SQLException {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE message (text VARCHAR(9))");
      statement.execute("INSERT INTO message VALUES ('ours')");
      connection.commit();
    }
  }

  private static void use(TidingsProcess server) {
    TidingsClient demo = server.client("demo", TidingsProcess.DEMO_PASSWORD);
    demo.post(TOPIC + "/subscription").expect(201);
    demo.post(TOPIC + "/messages", "text/plain", "news".getBytes(UTF_8)).expect(201);
    assertThat(demo.post(TOPIC + "/subscription/get-messages").expect(200).object().toString())
        .contains("news");
    assertThat(server.admin().get("/api/v1/admin/topics").expect(200).object().toString())
        .contains("/demo/orders");
  }

  private static List<String> column(Connection connection, String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
