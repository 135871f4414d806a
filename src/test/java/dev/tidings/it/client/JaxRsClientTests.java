package dev.tidings.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.WebSocketTests;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The classes of the client in programs that have a JAX-RS client: Jersey on Payara, RESTEasy on
 * WildFly, each with the JSON library that the server gives it.
 */
class JaxRsClientTests extends DeployedServerTest implements WebSocketTests {

  @Test
  void a_jax_rs_client_publishes_receives_and_acknowledges() {
    Account account = newAccount();
    String topic = newTopic();
    http(account).post(WebSocketTests.subscription(topic));

    List<String> lines = run(account, topic);

    assertThat(lines)
        .startsWith(
            "true", "422 idempotency-mismatch", "true", "3 pear, priority 9", "true", "[done]")
        .hasSize(7);
    boolean isPayara = System.getProperty("arquillian.launch").equals("payara");
    assertThat(lines.get(6)).contains(isPayara ? "jersey" : "resteasy");
    awaitAllSettled(account, topic);
  }

  private List<String> run(Account account, String topic) {
    String query =
        "?username=%s&password=%s&topic=%s/api/v1/topics%s"
            .formatted(
                account.username(),
                account.secret(),
                baseUrl().toString().replaceFirst("/$", ""),
                topic);
    return nobody().get(JaxRsClientServlet.PATH + query).body().lines().toList();
  }
}
