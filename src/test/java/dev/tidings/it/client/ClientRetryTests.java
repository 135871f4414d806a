package dev.tidings.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.client.InvalidRequestException;
import dev.tidings.client.Message;
import dev.tidings.client.Publication;
import dev.tidings.client.QueueFullException;
import dev.tidings.client.ReceiveRequest;
import dev.tidings.client.RetryPolicy;
import dev.tidings.client.TidingsClient;
import dev.tidings.fixture.LinkProxy;
import dev.tidings.it.websocket.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The client against networks that fail and nodes that say to come back. */
class ClientRetryTests extends DeployedClientTest {
  @Test
  void a_publish_whose_connection_is_lost_again_and_again_is_stored_once() {
    Account account = newAccount();
    TidingsClient direct = builder(account).build();
    String topic = newTopic();
    direct.subscribe(topic);
    try (LinkProxy link = new LinkProxy(baseUrl().getPort())) {
      String address = "http://127.0.0.1:" + link.port() + root();
      TidingsClient client =
          TidingsClient.builder(address)
              .credentials(account.username(), account.secret())
              .retry(new RetryPolicy(1_000, Duration.ofMinutes(1)))
              .build();
      List<CompletableFuture<?>> calls =
          IntStream.range(0, 300)
              .<CompletableFuture<?>>mapToObj(i -> client.async().publish(topic, "m" + i))
              .toList();
      for (int cut = 0; cut < 20; cut++) {
        link.cutAll();
        direct.status(topic);
      }
      CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
    }

    assertThat(direct.status(topic).getQueueDepth()).isEqualTo(300);
    assertThat(direct.receive(topic, new ReceiveRequest().setMax(1_000)))
        .extracting(message -> message.getData().asString())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 300).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void a_publish_whose_response_is_lost_is_stored_once() {
    Account account = newAccount();
    TidingsClient direct = builder(account).build();
    String topic = newTopic();
    direct.subscribe(topic);
    try (ResponseLoss proxy = new ResponseLoss(baseUrl())) {
      TidingsClient client =
          TidingsClient.builder("http://127.0.0.1:" + proxy.port() + root())
              .credentials(account.username(), account.secret())
              .build();
      proxy.loseNext(2);

      String id = client.publish(topic, "a").orElseThrow();

      assertThat(proxy.lost()).isEqualTo(2);
      assertThat(direct.browse(topic, "ready", null, 10).getMessages())
          .extracting(Message::getMsgId)
          .containsExactly(id);
    }
  }

  @Test
  void a_key_of_ones_own_makes_a_later_call_the_same() {
    TidingsClient client = newTidingsClient();
    String topic = newTopic();
    client.subscribe(topic);

    String id = client.publish(topic, new Publication("a"), "order-17").orElseThrow();

    assertThat(client.publish(topic, new Publication("a"), "order-17")).contains(id);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.publish(topic, new Publication("b"), "order-17"))
        .matches(refusal -> refusal.code().equals("idempotency-mismatch"));
    assertThat(client.status(topic).getQueueDepth()).isEqualTo(1);
  }

  @Test
  void a_full_queue_is_tried_again_until_there_is_room() {
    Account account = newAccount();
    TidingsClient client = builder(account).build();
    TidingsClient once = builder(account).retry(RetryPolicy.none()).build();
    String topic = newTopic("\"max_depth\":1");
    client.subscribe(topic);
    client.publish(topic, "a");

    assertThatExceptionOfType(QueueFullException.class)
        .isThrownBy(() -> once.publish(topic, "b"))
        .matches(refusal -> refusal.retryAfter().orElseThrow().equals(Duration.ofSeconds(5)));
    CompletableFuture<?> waiting = client.async().publish(topic, "b");
    client.acknowledge(client.receive(topic, ALL).get(0));

    waiting.join();
    assertThat(client.receive(topic, ALL).get(0).getData().asString()).isEqualTo("b");
  }

  @Test
  void many_publishes_at_once_are_each_stored_once() {
    TidingsClient client = newTidingsClient();
    String topic = newTopic();
    client.subscribe(topic);

    List<CompletableFuture<?>> calls =
        IntStream.range(0, 100)
            .<CompletableFuture<?>>mapToObj(i -> client.async().publish(topic, "m" + i))
            .toList();
    CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();

    assertThat(client.receive(topic, ALL))
        .extracting(message -> message.getData().asString())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
  }
}
