package dev.tidings.it.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.it.http.HttpClientOf;
import dev.tidings.it.http.HttpTests;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application that has Tidings inside it serves itself, and what not. */
public interface HostTests extends HttpTests {
  String INTRUDER =
      """
      {"name":"%1$s","role":"admin","username":"%1$s","password":"intruder-password"}
      """;

  @Test
  default void the_host_publishes_and_receives() {
    HttpResponse<String> sent = nobody().post(host("/parcels"), "One parcel");

    assertThat(sent.body()).isEqualTo("One parcel");
    assertThat(sent.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/endpoints",
        "/subscriptions",
        "/topics",
        "/topics/1",
        "/config",
        "/topics/demo/orders/subscription",
        "/topics/demo/orders/subscription/messages",
        "/topics/demo/orders/subscription/dead-letters"
      })
  default void the_host_serves_nothing_of_ours(String path) {
    assertRefused(nobody().get(host(path)));
    assertRefused(admin().get(host(path)));
  }

  @Test
  default void nobody_makes_an_administrator_through_the_host() {
    for (HttpClientOf client : new HttpClientOf[] {nobody(), admin()}) {
      assertRefused(client.post(host("/endpoints"), INTRUDER.formatted("intruder")));
    }

    assertThat(endpoints()).contains("admin").doesNotContain("intruder");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/topics/demo/orders/messages",
        "/topics/demo/orders/subscription",
        "/topics/demo/orders/subscription/receive",
        "/topics/demo/orders/subscription/get-messages",
        "/topic/zato/demo/sample",
        "/subscribe/topic/zato/demo/sample"
      })
  default void nobody_publishes_or_receives_through_the_host(String path) {
    assertRefused(nobody().post(host(path), "{\"data\":\"x\"}"));
    assertRefused(admin().post(host(path), "{\"data\":\"x\"}"));
  }

  @Test
  default void endpoints_are_no_logins_of_the_host() {
    assertThat(nobody().get(host("/parcels/login?password=" + adminPassword())).body())
        .isIn("NOT_VALIDATED", "INVALID");
  }

  @Test
  default void the_hosts_listener_gets_what_the_host_publishes_and_it_is_done() {
    String text = "parcel " + UUID.randomUUID();

    send("/parcels/packing", text);

    awaitPacked(text);
  }

  @Test
  default void a_paused_listener_gets_nothing_until_it_is_resumed() {
    String text = "parcel " + UUID.randomUUID();
    assertThat(send("/parcels/packing/pause", "")).isEqualTo("paused");
    send("/parcels/packing", text);

    String paused = nobody().get(host("/parcels/packing")).body();
    assertThat(paused).doesNotContain(text).endsWith(" 1");
    assertThat(nobody().get(host("/parcels/listeners")).body())
        .contains("name=host-packing, method=" + HostListener.class.getName() + ".pack, ")
        .contains("topicName=" + HostListener.TOPIC + ", endpointName=host-packing, ")
        .contains("state=PAUSED, concurrency=1, batchSize=1, running=0");

    assertThat(send("/parcels/packing/resume", "")).isEqualTo("running");
    awaitPacked(text);
  }

  private void awaitPacked(String text) {
    await()
        .untilAsserted(
            () ->
                assertThat(nobody().get(host("/parcels/packing")).body())
                    .contains(text)
                    .endsWith(" 0"));
  }

  private String send(String path, String text) {
    HttpResponse<String> answer = nobody().post(host(path), text);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String endpoints() {
    HttpResponse<String> names = nobody().get(host("/parcels/endpoints"));
    assertThat(names.statusCode()).as(names.body()).isEqualTo(200);
    return names.body();
  }

  private static String host(String path) {
    return "/" + HostApplication.PATH + path;
  }

  /** Whatever the server says about it, as long as it does nothing. */
  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isBetween(400, 499);
  }
}
