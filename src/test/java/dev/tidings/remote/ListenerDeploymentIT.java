package dev.tidings.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidings.fixture.DatabaseOfTheServer;
import dev.tidings.it.host.HostArchive;
import dev.tidings.it.http.HttpClientOf;
import dev.tidings.system.overlay.LostListener;
import dev.tidings.system.overlay.PackingListener;
import dev.tidings.system.overlay.WrongListeners;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.File;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Applications with listeners are deployed and undeployed while the server runs. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
@Tag("slow")
class ListenerDeploymentIT {
  private static final String SHOP = "shop";
  private static final int REDEPLOYMENTS =
      Math.min(5, Integer.getInteger("tidings.test.rounds", 1));
  private static final int ORDERS_OF_EACH = 1_000;
  private static final int ORDERS = REDEPLOYMENTS * ORDERS_OF_EACH;
  private static final int AT_ONCE = 500;
  private static final Duration LONG = Duration.ofMinutes(2);

  @ArquillianResource Deployer deployer;

  private final String fresh = UUID.randomUUID().toString();

  @Deployment(name = "wrong", managed = false, testable = false)
  static WebArchive wrong() {
    return HostArchive.create("wrong.war").addClass(WrongListeners.class);
  }

  @Deployment(name = "lost", managed = false, testable = false)
  static WebArchive lost() {
    return HostArchive.create("lost.war").addClass(LostListener.class);
  }

  @Deployment(name = SHOP, managed = false, testable = false)
  static WebArchive shop() {
    return ShrinkWrap.create(ZipImporter.class, "shop.war")
        .importFrom(new File(System.getProperty("it.directory"), "tidings.war"))
        .as(WebArchive.class)
        .addClass(PackingListener.class);
  }

  @Test
  void a_wrong_method_fails_the_deployment() {
    assertThatThrownBy(() -> deployer.deploy("wrong"))
        .hasMessageContaining("@TidingsListener on " + WrongListeners.class.getName())
        .hasMessageContaining("The method must return void.");
  }

  @Test
  void a_topic_that_does_not_exist_fails_the_deployment() {
    assertThatThrownBy(() -> deployer.deploy("lost"))
        .hasMessageContaining("There is no topic /no/such/topic: create it");
  }

  @Test
  void each_order_becomes_one_parcel_whenever_the_application_is_redeployed() {
    deployer.deploy(SHOP);
    prepare();
    for (int i = 0; i < REDEPLOYMENTS; i++) {
      change("pause");
      publish(i * ORDERS_OF_EACH);
      int published = orders();
      change("resume");
      await().atMost(LONG).until(() -> orders() < published);
      assertThat(orders()).isPositive();
      deployer.undeploy(SHOP);
      deployer.deploy(SHOP);
    }
    await().atMost(LONG).until(() -> orders() == 0);

    assertThat(parcels())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ORDERS).mapToObj(this::order).toList());
    deployer.undeploy(SHOP);
  }

  private void prepare() {
    HttpResponse<String> created =
        client("admin").post("/api/v1/admin/topics", "{\"name\":\"/demo/parcels\"}");
    assertThat(created.statusCode()).as(created.body()).isIn(201, 409);
    HttpResponse<String> subscribed =
        client("demo").post("/api/v1/topics/demo/parcels/subscription");
    assertThat(subscribed.statusCode()).as(subscribed.body()).isIn(200, 201);
  }

  /** So that there is more to do at an undeployment than was done while it was published. */
  private void change(String how) {
    HttpResponse<String> changed = client("admin").post("/api/v1/admin/listeners/packing/" + how);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  private void publish(int first) {
    for (int from = first; from < first + ORDERS_OF_EACH; from += AT_ONCE) {
      JsonArrayBuilder messages = Json.createArrayBuilder();
      IntStream.range(from, from + AT_ONCE)
          .forEach(i -> messages.add(Json.createObjectBuilder().add("data", order(i))));
      HttpResponse<String> published =
          client("demo")
              .post(
                  "/api/v1/topics/demo/orders/messages",
                  Json.createObjectBuilder().add("messages", messages).build().toString());
      assertThat(published.statusCode()).as(published.body()).isEqualTo(201);
    }
  }

  private String order(int number) {
    return fresh + " " + number;
  }

  /** How many are not done. Other applications of this server have listeners with similar names. */
  private int orders() {
    return HttpClientOf.object(client("admin").get("/api/v1/admin/subscriptions?name=packing"))
        .getJsonArray("subscriptions")
        .getValuesAs(JsonObject.class)
        .stream()
        .filter(subscription -> subscription.getString("topic_name").equals("/demo/orders"))
        .findAny()
        .orElseThrow()
        .getInt("queue_depth");
  }

  private List<String> parcels() {
    List<String> parcels = new ArrayList<>();
    List<String> some;
    do {
      some =
          HttpClientOf.object(
                  client("demo").post("/api/v1/topics/demo/parcels/subscription/get-messages"))
              .getJsonArray("messages")
              .getValuesAs(message -> message.asJsonObject().getString("data"));
      parcels.addAll(some);
    } while (!some.isEmpty());
    return parcels.stream().filter(parcel -> parcel.startsWith(fresh)).toList();
  }

  private static HttpClientOf client(String name) {
    // The released archive names the root as its path.
    URI root = URI.create("http://localhost:" + System.getProperty("it.wildfly.http-port") + "/");
    return HttpClientOf.endpoint(root, name, DatabaseOfTheServer.PASSWORD);
  }
}
