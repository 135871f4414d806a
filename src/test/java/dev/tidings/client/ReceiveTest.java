package dev.tidings.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client sends when it receives and settles, and what it makes of the responses. */
class ReceiveTest {
  private static final String TOPIC = "/demo/orders";
  private static final String PATH = "/api/v1/topics/demo/orders/subscription";

  private final ScriptedServer server = new ScriptedServer();
  private final TidingsClient client =
      server.client().payloads(JsonLibrary.JSON_B.mapper()).build();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_receive_says_what_it_wants() throws Exception {
    server.answer(200, "{\"messages\":[]}").answer(200, "{\"messages\":[]}");

    assertThat(client.receive(TOPIC, new ReceiveRequest())).isEmpty();
    client.receive(
        TOPIC,
        new ReceiveRequest()
            .setMax(10)
            .setLease(Duration.ofMinutes(1))
            .setWait(Duration.ofSeconds(20)));

    ScriptedServer.Request plain = server.request();
    assertThat(plain.line()).isEqualTo("POST " + PATH + "/receive");
    assertThat(plain.body()).isEqualTo("{}");
    assertThat(server.request().body())
        .isEqualTo("{\"max\":10,\"lease\":\"PT1M\",\"wait\":\"PT20S\"}");
  }

  @Test
  void data_comes_in_the_form_in_which_it_was_published() {
    server.answer(
        200,
        """
        {"messages": [
          {"msg_id": "1", "data": "a \\"b\\""},
          {"msg_id": "2", "data": {"a" : [1e3, 2.50, "é", null]}, "priority": 5},
          {"msg_id": "3", "data": 1.20},
          {"msg_id": "4", "data": true},
          {"msg_id": "5", "data": null},
          {"msg_id": "6", "data": "AP8=", "data_encoding": "base64"},
          {"msg_id": "7", "data_encoding": "base64", "data": "AP8="}
        ]}
        """);

    List<Content> data =
        client.receive(TOPIC, new ReceiveRequest()).stream().map(Message::getData).toList();

    assertThat(data)
        .containsExactly(
            Content.text("a \"b\""),
            Content.json("{\"a\" : [1e3, 2.50, \"é\", null]}"),
            Content.json("1.20"),
            Content.json("true"),
            Content.json("null"),
            Content.binary(new byte[] {0, -1}),
            Content.binary(new byte[] {0, -1}));
    assertThat(data.get(2).as(Double.class)).isEqualTo(1.2);
    assertThat(data.get(5).asString()).isEqualTo("AP8=");
    assertThat(data.get(5).as(byte[].class)).containsExactly(0, -1);
    assertThat(data.get(0).as(String.class)).isEqualTo("a \"b\"");
    assertThat(data.get(1)).hasToString("JSON, 31 bytes");
  }

  @Test
  void data_after_a_long_text_is_cut_out_at_the_right_place() {
    String filler = "é".repeat(50_000);
    server.answer(
        200, "{\"messages\":[{\"data\":\"" + filler + "\"},{\"data\":{\"fruit\":\"pear\"}}]}");

    List<Message<Content>> messages = client.receive(TOPIC, new ReceiveRequest());

    assertThat(messages.get(0).getData().asString()).isEqualTo(filler);
    assertThat(messages.get(1).getData().as(Order.class).getFruit()).isEqualTo("pear");
  }

  @Test
  void data_that_does_not_fit_is_refused_with_the_message_and_the_type() {
    server.answer(200, "{\"messages\":[{\"data\":[1],\"msg_id\":\"zpsm1\"}]}");
    Content data = client.receive(TOPIC, new ReceiveRequest()).get(0).getData();

    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> data.as(Order.class))
        .withMessageStartingWith(
            "The data of message zpsm1 (JSON, 3 bytes) cannot be read as"
                + " dev.tidings.client.Order: ");
  }

  @Test
  void each_settlement_has_its_path_and_fields() throws Exception {
    String done = "{\"results\":[{\"receipt\":\"r\",\"result\":\"done\"}]}";
    server.answer(200, done).answer(200, done).answer(200, done);
    Message<String> message = new Message<>();
    message.setTopicName(TOPIC);
    message.setReceipt("r");

    assertThat(client.acknowledge(message).done()).isTrue();
    assertThat(client.reject(message, "why").done()).isTrue();
    assertThat(client.extend(message, Duration.ofMinutes(5)).done()).isTrue();

    ScriptedServer.Request acknowledge = server.request();
    assertThat(acknowledge.line()).isEqualTo("POST " + PATH + "/acknowledge");
    assertThat(acknowledge.body()).isEqualTo("{\"receipts\":[\"r\"]}");
    ScriptedServer.Request reject = server.request();
    assertThat(reject.line()).isEqualTo("POST " + PATH + "/reject");
    assertThat(reject.body()).isEqualTo("{\"receipts\":[\"r\"],\"reason\":\"why\"}");
    ScriptedServer.Request extend = server.request();
    assertThat(extend.line()).isEqualTo("POST " + PATH + "/extend");
    assertThat(extend.body()).isEqualTo("{\"receipts\":[\"r\"],\"lease\":\"PT5M\"}");
  }

  @Test
  void several_settlements_have_one_result_each() throws Exception {
    server.answer(
        200,
        "{\"results\":[{\"receipt\":\"r\",\"result\":\"done\"},"
            + "{\"receipt\":\"s\",\"result\":\"expired\"}]}");

    List<SettlementResult> results =
        client.reject(
            TOPIC, new SettlementRequest(List.of("r", "s")).setDelay(Duration.ofSeconds(10)));

    assertThat(results).extracting(SettlementResult::getResult).containsExactly("done", "expired");
    assertThat(server.request().body())
        .isEqualTo("{\"receipts\":[\"r\",\"s\"],\"delay\":\"PT10S\"}");
  }

  @Test
  void the_queue_is_browsed_page_by_page() throws Exception {
    server
        .answer(200, "{\"messages\":[{\"msg_id\":\"1\"}],\"next\":\"a/b c\"}")
        .answer(200, "{\"messages\":[]}");

    Messages<Content> page = client.browse(TOPIC, "ready", null, 1);
    Messages<Content> last = client.browse(TOPIC, "ready", page.getNext(), 1);

    assertThat(page.getMessages()).hasSize(1);
    assertThat(last.getNext()).isNull();
    assertThat(server.request().line()).isEqualTo("GET " + PATH + "/messages?state=ready&limit=1");
    assertThat(server.request().line())
        .isEqualTo("GET " + PATH + "/messages?state=ready&limit=1&after=a%2Fb%20c");
  }

  @Test
  void the_status_is_that_of_the_queue() throws Exception {
    server.answer(
        200,
        "{\"sub_key\":\"k\",\"topic_name\":\"/demo/orders\",\"queue_depth\":7,\"leased\":1,"
            + "\"delayed\":2,\"dead_letters\":3,\"oldest_age_ms\":4}");

    Subscription status = client.status(TOPIC);

    assertThat(server.request().line()).isEqualTo("GET " + PATH);
    assertThat(status).hasToString("7 messages");
    assertThat(status.getLeased()).isEqualTo(1);
    assertThat(status.getDelayed()).isEqualTo(2);
    assertThat(status.getDeadLetters()).isEqualTo(3);
    assertThat(status.getOldestAgeMs()).isEqualTo(4);
  }
}
