package dev.tidings.bench;

import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.WildFlyCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A WildFly with the application and one alternative, on a new database. */
final class ShopServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final Duration LAST_COMMITS = Duration.ofSeconds(30);

  private static final String TABLES =
      """
      CREATE TABLE shop_order (id VARCHAR(50) PRIMARY KEY, text TEXT NOT NULL);
      CREATE TABLE shop_parcel (
        id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        order_id VARCHAR(50) NOT NULL)""";

  private static final String COUNTS =
      """
      SELECT (SELECT count(*) FROM shop_order), count(*), count(DISTINCT order_id)
      FROM shop_parcel""";

  private final HttpClient http = HttpClient.newHttpClient();
  private final BenchServer server;
  private final BenchPostgreSql database;
  private final String url;
  private long messages;

  private ShopServer(BenchServer server, BenchPostgreSql database, String url) {
    this.server = server;
    this.database = database;
    this.url = url;
  }

  /** Starts it and waits until the application answers. */
  static ShopServer start(
      Alternative alternative, BenchPostgreSql database, Path directory, Options options) {
    String name = alternative.option();
    database.prepareBare(name);
    String url = database.bareUrl(name);
    createTables(url, database.user(), alternative.tables());
    BenchServer server =
        BenchServer.start(
            directory,
            alternative.settings(),
            (base, port) -> command(alternative, options, base, port, url),
            options.serverOptions(name));
    ShopServer shop = new ShopServer(server, database, url);
    await("the shop answers").atMost(START_LIMIT).until(shop::isReady);
    return shop;
  }

  private static void createTables(String url, String user, String more) {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
      statement.execute(more);
    } catch (SQLException e) {
      throw new BenchmarkFailure(e);
    }
  }

  private static List<String> command(
      Alternative alternative, Options options, Path directory, int port, String url) {
    try {
      Path war = ShopArchive.write(alternative, directory, options);
      List<String> command = WildFlyCommand.of(options.wildFlyHome(), directory, war, port);
      ShopServerConfiguration.apply(command, directory, url, alternative.needsXa());
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() {
    return send(HttpRequest.newBuilder(uri("/ready"))).statusCode() == 200;
  }

  Meters meters() {
    return server;
  }

  /** Has threads publish for that time, and returns the nanoseconds of each transaction. */
  List<Long> publish(ShopQueue queue, Duration time, int messageSize) {
    List<Long> nanos =
        post("/publish?queue=%s&threads=%d&millis=%d&size=%d"
                .formatted(queue.queue(), queue.publishers(), time.toMillis(), messageSize))
            .lines()
            .map(Long::valueOf)
            .toList();
    messages += nanos.size();
    return nanos;
  }

  /** Returns when the listeners have worked on that many messages. */
  void pack(ShopQueue queue, long count) {
    post("/pack?queue=%s&messages=%d".formatted(queue.queue(), count));
  }

  /** There are as many rows of either side as messages, and none is there twice. */
  void requireEachOnce() {
    await("each message was published and packed once: " + messages)
        .atMost(LAST_COMMITS)
        .until(() -> counts().equals(List.of(messages, messages, messages)));
  }

  private List<Long> counts() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, database.user(), "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COUNTS)) {
      row.next();
      return List.of(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  private String post(String path) {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody()));
    if (response.statusCode() != 200) {
      throw new BenchmarkFailure(path + ": " + response.body());
    }
    return response.body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailure(e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d/shop%s".formatted(server.port(), path));
  }

  @Override
  public void close() {
    server.close();
  }
}
