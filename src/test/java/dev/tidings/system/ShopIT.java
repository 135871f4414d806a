package dev.tidings.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example is built as its README says, and works on each server as it is. */
@Tag("slow")
class ShopIT {
  private static final String ORDERS = "/shop/api/orders";
  private static final String PARCELS = "/shop/api/parcels";

  @TempDir static Path directory;

  private static Path war;

  @BeforeAll
  static void build() throws IOException {
    war =
        MavenBuild.withTidings(directory)
            .copyAndPackage(Path.of("examples/shop"), directory.resolve("shop"));
  }

  @ParameterizedTest
  @EnumSource
  void each_order_is_packed_and_one_that_fails_leaves_nothing(ApplicationServer kind)
      throws IOException {
    Path own = Files.createDirectory(directory.resolve(kind.name()));
    String first;
    try (TidingsProcess server = kind.start(war, own, ORDERS)) {
      first = place(server, 3).expect(201).object().getString("id");
      place(server, 11).expect(409);
      String second = place(server, 10).expect(201).object().getString("id");

      awaitParcels(server, first, second);

      assertThat(values(server, ORDERS, "id")).containsExactlyInAnyOrder(first, second);
      assertPages(server);
      assertJsonB(server);
      server.stop();
    }
    try (TidingsProcess again = kind.start(war, own, ORDERS)) {
      String third = place(again, 1).expect(201).object().getString("id");

      awaitParcels(again, first, third);

      assertThat(values(again, PARCELS, "orderId")).hasSize(3);
      assertThat(values(again, ORDERS, "id")).hasSize(3);
    }
  }

  private static Answer place(TidingsProcess server, int quantity) {
    return shop(server)
        .post(
            ORDERS,
            Json.createObjectBuilder()
                .add("customer", "Ada")
                .add("item", "Pears")
                .add("quantity", quantity)
                .build());
  }

  private static void awaitParcels(TidingsProcess server, String... orders) {
    await("the parcels are there")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(values(server, PARCELS, "orderId")).contains(orders));
  }

  /** The page is the shop's own: no header of Tidings, and none of its addresses. */
  private static void assertPages(TidingsProcess server) {
    Answer page = shop(server).get("/shop/").expect(200);
    assertThat(page.body()).contains("<h1>The shop</h1>");
    assertThat(page.headers().map()).doesNotContainKey("content-security-policy");
    for (String path : List.of("/shop/try.html", "/shop/ws", "/shop/api/v1/admin/topics")) {
      shop(server).get(path).expect(404);
    }
  }

  /** Jackson, which WildFly may take, would write numbers. */
  private static void assertJsonB(TidingsProcess server) {
    assertThat(values(server, ORDERS, "placedAt"))
        .isNotEmpty()
        .allMatch(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT.*"));
  }

  private static List<String> values(TidingsProcess server, String path, String field) {
    return shop(server).get(path).expect(200).array().getValuesAs(JsonObject.class).stream()
        .map(row -> row.getString(field))
        .toList();
  }

  private static TidingsClient shop(TidingsProcess server) {
    return server.client("", "");
  }
}
