package dev.tidings.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.http.HttpClientOf;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outside the path of Tidings, a host application is as it was without it. */
class HostPagesChecks extends DeployedServerTest {

  @Test
  void a_page_of_the_host_has_no_header_of_ours() {
    HttpResponse<String> page = host().get("/index.html");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("The shop");
    assertThat(page.headers().map())
        .doesNotContainKeys(
            "content-security-policy", "referrer-policy", "x-content-type-options", "x-zato-cid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/admin/endpoints",
        "/api/asyncapi.yaml",
        "/api/openapi.yaml",
        "/docs/api.md",
        "/zato/pubsub/topic//zato/demo/sample",
        "/ws",
        "/problems/queue-full",
        "/problem",
        "/try.html"
      })
  void none_of_our_addresses_is_at_the_root_of_the_host(String path) {
    HttpResponse<String> nothing = host().get(path);

    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.headers().firstValue("Content-Type").orElse("text/html"))
        .startsWith("text/html");
  }

  @Test
  void the_host_serves_its_own_resources() {
    assertThat(host().post("/" + HostApplication.PATH + "/parcels", "One").body()).isEqualTo("One");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/endpoints",
        "/topics",
        "/config",
        "/topics/demo/orders/subscription",
        "/topics/demo/orders/subscription/messages"
      })
  void the_application_of_the_host_serves_nothing_of_ours(String path) {
    String resource = "/" + HostApplication.PATH + path;

    assertThat(host().get(resource).statusCode()).isBetween(400, 499);
    assertThat(hostAsAdmin().get(resource).statusCode()).isBetween(400, 499);
  }

  private HttpClientOf host() {
    return HttpClientOf.nobody(baseUrl().resolve(".."));
  }

  private HttpClientOf hostAsAdmin() {
    return HttpClientOf.endpoint(baseUrl().resolve(".."), "admin", adminPassword());
  }
}
