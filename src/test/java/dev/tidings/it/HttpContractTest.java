package dev.tidings.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Administration;
import dev.tidings.it.http.DeployedServerTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract as HTTP clients see it. */
abstract class HttpContractTest extends DeployedServerTest implements ContractServer {
  private static ExecutorService executor;

  @BeforeAll
  static void start_threads() {
    executor = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void stop_threads() {
    executor.shutdownNow();
  }

  public ContractServer server() {
    return this;
  }

  @Override
  public Administration administration() {
    return new HttpAdministration(exchange("admin", adminPassword()));
  }

  @Override
  public ContractClient client(String endpointName) {
    return new HttpContractClient(exchange(endpointName, Stage.PASSWORD));
  }

  @Override
  public String administratorName() {
    return "admin";
  }

  @Override
  public boolean canLogIn(String username, String password) {
    int status =
        exchange(username, password)
            .exchange("GET", "api/v1/topics/none/subscription", new byte[0])
            .statusCode();
    assertThat(status).isIn(401, 403);
    return status == 403;
  }

  @Override
  public ExecutorService executor() {
    return executor;
  }

  final HttpExchange exchange(String username, String password) {
    return new HttpExchange(baseUrl(), username, password);
  }
}
