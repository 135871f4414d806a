package dev.tidings.it.client;

import dev.tidings.client.PayloadMapper;
import dev.tidings.client.Publication;
import dev.tidings.client.ReceiveRequest;
import dev.tidings.client.TidingsClient;
import dev.tidings.it.http.DeployedServerTest;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.WebSocketTests;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.List;
import java.util.stream.IntStream;

/** What the tests of the client share: clients of endpoints that may do everything under /it/. */
abstract class DeployedClientTest extends DeployedServerTest implements WebSocketTests {
  static final Jsonb JSONB = JsonbBuilder.create();
  static final ReceiveRequest ALL = new ReceiveRequest();

  final TidingsClient.Builder builder(Account account) {
    return TidingsClient.builder(baseUrl().toString())
        .credentials(account.username(), account.secret())
        .payloads(PayloadMapper.of(JSONB::toJson, JSONB::fromJson));
  }

  final TidingsClient newTidingsClient() {
    return builder(newAccount()).build();
  }

  static List<Publication> publications(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Publication("m" + i)).toList();
  }
}
