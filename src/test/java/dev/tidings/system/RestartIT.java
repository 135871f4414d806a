package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RestartIT {
  private static final String TOPIC = "/restart/orders";
  private static final String MESSAGES = "/api/v1/topics/restart/orders/messages";
  private static final String SUBSCRIPTION = "/api/v1/topics/restart/orders/subscription";
  private static final int RESTARTS = Integer.getInteger("tidings.test.rounds", 1);

  @TempDir Path directory;

  @Test
  void restarts_without_traffic_change_no_row() throws SQLException {
    try (TidingsProcess server = TidingsProcess.start(directory)) {
      leaveSomethingOfEverything(server);
      server.stop();
    }
    List<String> before = rows();

    for (int i = 0; i < RESTARTS; i++) {
      try (TidingsProcess server = TidingsProcess.start(directory)) {
        server.stop();
      }
    }

    for (String table : List.of("SEGMENT", "LEASE", "REDELIVERY", "SCHEDULED")) {
      assertThat(before).anyMatch(row -> row.contains("\"" + table + "\""));
    }
    assertThat(rows()).isEqualTo(before);
  }

  /** Messages that wait, are leased, are to come back, or are held back, all for longer. */
  private static void leaveSomethingOfEverything(TidingsProcess server) {
    Setup setup = new Setup(server);
    setup.topic(TOPIC);
    TidingsClient publisher = setup.endpoint("publisher", "pub-only", "pub=/restart/*");
    TidingsClient subscriber = setup.endpoint("subscriber", "sub-only", "sub=/restart/*");
    subscriber.post(SUBSCRIPTION).expect(201);
    for (int i = 0; i < 20; i++) {
      publisher.post(MESSAGES, Json.createObjectBuilder().add("data", "m" + i).build()).expect(201);
    }
    JsonObject later =
        Json.createObjectBuilder().add("data", "later").add("deliver_after", 86_400_000).build();
    publisher.post(MESSAGES, later).expect(201);
    JsonObject rejection =
        Json.createObjectBuilder()
            .add("receipts", Json.createArrayBuilder().add(receivedReceipt(subscriber)))
            .add("delay", "PT24H")
            .build();
    subscriber.post(SUBSCRIPTION + "/reject", rejection).expect(200);
  }

  private static String receivedReceipt(TidingsClient subscriber) {
    JsonObject order = Json.createObjectBuilder().add("max", 5).add("lease", "PT1H").build();
    return subscriber
        .post(SUBSCRIPTION + "/receive", order)
        .expect(200)
        .object()
        .getJsonArray("messages")
        .getJsonObject(0)
        .getString("receipt");
  }

  /** Every row of every table as the statement that would insert it. */
  private List<String> rows() throws SQLException {
    String address = "jdbc:h2:" + directory.resolve("data").resolve("tidings");
    try (Connection connection = DriverManager.getConnection(address, "tidings", "");
        Statement script = connection.createStatement();
        ResultSet lines = script.executeQuery("SCRIPT NOSETTINGS")) {
      List<String> rows = new ArrayList<>();
      while (lines.next()) {
        if (lines.getString(1).startsWith("INSERT INTO")) {
          rows.add(lines.getString(1));
        }
      }
      return rows.stream().sorted().toList();
    }
  }
}
