package dev.tidings.it.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.client.Message;
import dev.tidings.client.Messages;
import dev.tidings.client.Publication;
import dev.tidings.client.Published;
import dev.tidings.client.ReceiveRequest;
import dev.tidings.client.SettlementRequest;
import dev.tidings.client.SettlementResults;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.GenericType;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Orders on a topic, with the JAX-RS client of the program or of its server. */
public class JaxRsOrders {
  private final WebTarget topic;

  public JaxRsOrders(Client client, String topicAddress, String username, String password) {
    String pair = username + ":" + password;
    String login = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    ClientRequestFilter logIn = request -> request.getHeaders().putSingle("Authorization", login);
    topic = client.target(topicAddress).register(logIn);
  }

  /** Returns the id of the message. The same key never stores it twice. */
  public String publish(Order order, String idempotencyKey) {
    return topic
        .path("messages")
        .request()
        .header("Idempotency-Key", idempotencyKey)
        .post(Entity.json(new Publication(order).setPriority(9)), Published.class)
        .getMsgId();
  }

  public List<Message<Order>> receive() {
    ReceiveRequest request = new ReceiveRequest().setMax(10).setWait(Duration.ofSeconds(20));
    return topic
        .path("subscription/receive")
        .request()
        .post(Entity.json(request), new GenericType<Messages<Order>>() {})
        .getMessages();
  }

  public SettlementResults acknowledge(List<Message<Order>> messages) {
    return topic
        .path("subscription/acknowledge")
        .request()
        .post(Entity.json(SettlementRequest.of(messages)), SettlementResults.class);
  }
}
