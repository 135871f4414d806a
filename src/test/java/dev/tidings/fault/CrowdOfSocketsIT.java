package dev.tidings.fault;

import static java.util.concurrent.TimeUnit.MINUTES;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.websocket.PythonClient;
import dev.tidings.it.websocket.SilentClient;
import dev.tidings.system.TidingsProcess;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very many sockets on one server: they are there, they lose their links, and all come back. */
@Tag("slow")
class CrowdOfSocketsIT {
  private static final int SOCKETS = Integer.getInteger("tidings.test.sockets", 10_000);
  private static final int AT_ONCE = 128;

  /** The crowd reads only when it is asked to, and so would miss pings; and it may be slow. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TIDINGS_DEMO_PASSWORD",
          TidingsProcess.DEMO_PASSWORD,
          "TIDINGS_ADMIN_PASSWORD",
          TidingsProcess.ADMIN_PASSWORD,
          "TIDINGS_WEBSOCKET_PING_INTERVAL",
          "PT10M",
          "TIDINGS_WEBSOCKET_LOGIN_TIMEOUT",
          "PT10M");

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  @TempDir Path directory;

  @AfterEach
  void end_threads() {
    threads.shutdownNow();
  }

  @Test
  void all_log_in_and_come_back_together_while_one_goes_on_receiving() {
    try (TidingsProcess server = TidingsProcess.start(directory, ENVIRONMENT);
        PythonClient subscriber = PythonClient.connect(Demo.socketAddress(server), Demo.ACCOUNT)) {
      subscriber.subscribe(Demo.TOPIC);

      List<SilentClient> crowd = connectAll(server);
      Demo.publish(server, "to one of many");
      subscriber.awaitData("to one of many");

      crowd.forEach(SilentClient::close);
      List<SilentClient> again = connectAtOnce(server);
      Demo.publish(server, "to the one who stayed");
      subscriber.awaitData("to one of many", "to the one who stayed");
      all(again, socket -> socket.invoke("zato.ping", JsonValue.EMPTY_JSON_OBJECT));
      again.forEach(SilentClient::close);
    }
  }

  private List<SilentClient> connectAll(TidingsProcess server) {
    return results(Collections.nCopies(SOCKETS, () -> Demo.connect(server)));
  }

  /** The server has the handshakes of all of them before any of them goes on. */
  private List<SilentClient> connectAtOnce(TidingsProcess server) {
    List<RawWebSocket> begun =
        results(Collections.nCopies(SOCKETS, () -> RawWebSocket.begin(Demo.socketAddress(server))));
    List<Supplier<SilentClient>> logins = new ArrayList<>();
    for (RawWebSocket socket : begun) {
      logins.add(
          () -> {
            socket.awaitAnswer();
            return new SilentClient(socket, Demo.ACCOUNT);
          });
    }
    return results(logins);
  }

  private <T> List<T> results(List<Supplier<T>> works) {
    List<CompletableFuture<T>> all =
        works.stream().map(work -> CompletableFuture.supplyAsync(work, threads)).toList();
    return all.stream().map(one -> one.orTimeout(3, MINUTES).join()).toList();
  }

  private void all(List<SilentClient> sockets, Consumer<SilentClient> action) {
    CompletableFuture.allOf(
            sockets.stream()
                .map(socket -> CompletableFuture.runAsync(() -> action.accept(socket), threads))
                .toArray(CompletableFuture[]::new))
        .orTimeout(3, MINUTES)
        .join();
  }
}
