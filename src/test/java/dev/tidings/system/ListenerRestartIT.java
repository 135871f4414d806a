package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.system.overlay.PackingListener;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with a listener is stopped and killed while the listener works. What the listener
 * publishes is committed with the acknowledgement, so each order becomes one parcel.
 *
 * <p>The listener begins before the server can be asked anything, so each server gets orders of its
 * own: how many of the older ones are left when it answers depends on the machine.
 */
@Tag("slow")
class ListenerRestartIT {
  private static final int ROUNDS = Math.min(5, Integer.getInteger("tidings.test.rounds", 1));
  private static final int STOPS_OF_A_ROUND = 2;
  private static final int ORDERS_OF_EACH = 1_000;
  private static final int ORDERS = ROUNDS * STOPS_OF_A_ROUND * ORDERS_OF_EACH;
  private static final int AT_ONCE = 500;
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void each_order_becomes_one_parcel_whenever_the_server_stops() throws IOException {
    Path jar = OverlaidJar.with(directory, PackingListener.class);
    for (int round = 0; round < ROUNDS; round++) {
      int first = round * STOPS_OF_A_ROUND * ORDERS_OF_EACH;
      try (TidingsProcess server = TidingsProcess.start(jar, directory)) {
        if (round == 0) {
          prepare(server);
        }
        stopInTheMiddle(server, first, TidingsProcess::stop);
        assertThat(server.output()).doesNotContain("has not finished within");
      }
      try (TidingsProcess server = TidingsProcess.start(jar, directory)) {
        stopInTheMiddle(server, first + ORDERS_OF_EACH, TidingsProcess::kill);
      }
    }
    try (TidingsProcess server = TidingsProcess.start(jar, directory)) {
      await().atMost(LONG).until(() -> orders(server) == 0);

      assertThat(parcels(server))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, ORDERS).mapToObj(i -> "order " + i).toList());
    }
  }

  private static void prepare(TidingsProcess server) {
    server
        .admin()
        .post(
            "/api/v1/admin/topics", Json.createObjectBuilder().add("name", "/demo/parcels").build())
        .expect(201);
    demo(server).post("/api/v1/topics/demo/parcels/subscription").expect(201);
  }

  /** When some of the orders are done, and others are not. */
  private static void stopInTheMiddle(
      TidingsProcess server, int first, Consumer<TidingsProcess> stop) {
    change(server, "pause");
    publish(server, first);
    int published = orders(server);
    change(server, "resume");
    await().atMost(LONG).until(() -> orders(server) < published);
    assertThat(orders(server)).isPositive();
    stop.accept(server);
  }

  private static void change(TidingsProcess server, String how) {
    server.admin().post("/api/v1/admin/listeners/packing/" + how).expect(200);
  }

  private static void publish(TidingsProcess server, int first) {
    for (int from = first; from < first + ORDERS_OF_EACH; from += AT_ONCE) {
      JsonArrayBuilder messages = Json.createArrayBuilder();
      IntStream.range(from, from + AT_ONCE)
          .forEach(i -> messages.add(Json.createObjectBuilder().add("data", "order " + i)));
      demo(server)
          .post(
              "/api/v1/topics/demo/orders/messages",
              Json.createObjectBuilder().add("messages", messages).build())
          .expect(201);
    }
  }

  /** How many are not done. */
  private static int orders(TidingsProcess server) {
    return server
        .admin()
        .get("/api/v1/admin/subscriptions?name=packing")
        .expect(200)
        .object()
        .getJsonArray("subscriptions")
        .getValuesAs(JsonObject.class)
        .get(0)
        .getInt("queue_depth");
  }

  private static List<String> parcels(TidingsProcess server) {
    List<String> parcels = new ArrayList<>();
    List<String> some;
    do {
      some =
          demo(server)
              .post("/api/v1/topics/demo/parcels/subscription/get-messages")
              .expect(200)
              .object()
              .getJsonArray("messages")
              .getValuesAs(message -> message.asJsonObject().getString("data"));
      parcels.addAll(some);
    } while (!some.isEmpty());
    return parcels;
  }

  private static TidingsClient demo(TidingsProcess server) {
    return server.client("demo", TidingsProcess.DEMO_PASSWORD);
  }
}
