package dev.tidings.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.SilentClient;
import dev.tidings.system.TidingsClient;
import dev.tidings.system.TidingsProcess;
import java.net.URI;

/** The demo of a server, through which tests of sockets publish and receive. */
final class Demo {
  static final Account ACCOUNT = new Account("demo", TidingsProcess.DEMO_PASSWORD);
  static final String TOPIC = "/demo/orders";

  private static final String API = "/api/v1/topics" + TOPIC;

  private Demo() {}

  static URI socketAddress(TidingsProcess server) {
    return URI.create("ws://127.0.0.1:" + server.port() + "/ws");
  }

  static SilentClient connect(TidingsProcess server) {
    return new SilentClient(RawWebSocket.open(socketAddress(server)), ACCOUNT);
  }

  static void publish(TidingsProcess server, String data) {
    client(server).post(API + "/messages", "text/plain", data.getBytes(UTF_8)).expect(201);
  }

  /** How many messages of the demo's subscription are not done. */
  static int depth(TidingsProcess server) {
    return client(server).get(API + "/subscription").expect(200).object().getInt("queue_depth");
  }

  private static TidingsClient client(TidingsProcess server) {
    return server.client(ACCOUNT.username(), ACCOUNT.secret());
  }
}
