package dev.tidings.transport.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Content;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.listener.CallParameters.Input;
import dev.tidings.transport.listener.CallParameters.Kind;
import jakarta.json.JsonObject;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterParserTest {
  private static final SubscriptionKey KEY =
      SubscriptionKey.of("zpsk.service.0123456789abcdef01234567");

  private final List<String> objections = new ArrayList<>();

  /** Methods to be parsed; nobody calls them. */
  @SuppressWarnings({"unused", "rawtypes"})
  private static final class Methods {
    void order(SomeOrder order) {}

    void orderAndMessage(SomeOrder order, Message message) {}

    void message(Message message) {}

    void text(String text) {}

    void bytes(byte[] bytes) {}

    void json(JsonObject json) {}

    void content(Content content) {}

    void generic(Map<String, SomeOrder> orders) {}

    void array(SomeOrder[] orders) {}

    void byHand(Message message, Receipt receipt, SubscriptionKey key) {}

    void orders(List<SomeOrder> orders) {}

    void ordersAndMessages(List<SomeOrder> orders, List<Message> messages, SubscriptionKey key) {}

    void messages(List<Message> messages) {}

    void batchByHand(List<Message> messages, List<Receipt> receipts) {}

    void nothing() {}

    void twoPayloads(SomeOrder order, String text) {}

    void payloadLate(Message message, SomeOrder order) {}

    void twoMessages(Message one, Message other) {}

    void rawList(List orders) {}

    void wildcard(List<? extends SomeOrder> orders) {}

    <T> void variable(T order) {}

    void primitive(int amount) {}

    void collection(Collection<SomeOrder> orders) {}

    void lateList(SomeOrder order, List<Message> messages) {}

    void batchAndMessage(List<SomeOrder> orders, Message message) {}

    void twoBatches(List<SomeOrder> orders, List<String> texts) {}
  }

  @ParameterizedTest
  @CsvSource({
    "order, PAYLOAD",
    "orderAndMessage, PAYLOAD MESSAGE",
    "message, MESSAGE",
    "text, PAYLOAD",
    "bytes, PAYLOAD",
    "json, PAYLOAD",
    "content, PAYLOAD",
    "generic, PAYLOAD",
    "array, PAYLOAD",
    "byHand, MESSAGE RECEIPT SUBSCRIPTION_KEY"
  })
  void a_method_takes_one_message(String method, String kinds) {
    CallParameters parameters = parse(method);

    assertThat(objections).isEmpty();
    assertThat(parameters.isBatch()).isFalse();
    assertThat(parameters.kinds()).isEqualTo(kinds(kinds));
  }

  @ParameterizedTest
  @CsvSource({
    "orders, PAYLOAD",
    "ordersAndMessages, PAYLOAD MESSAGE SUBSCRIPTION_KEY",
    "messages, MESSAGE",
    "batchByHand, MESSAGE RECEIPT"
  })
  void a_list_takes_batches(String method, String kinds) {
    CallParameters parameters = parse(method);

    assertThat(objections).isEmpty();
    assertThat(parameters.isBatch()).isTrue();
    assertThat(parameters.kinds()).isEqualTo(kinds(kinds));
  }

  @Test
  void the_payload_has_the_type_of_the_first_parameter() {
    assertThat(parse("order").payload()).contains(SomeOrder.class);
    assertThat(parse("orders").payload()).contains(SomeOrder.class);
    assertThat(parse("generic").payload().orElseThrow().getTypeName())
        .isEqualTo("java.util.Map<java.lang.String, " + SomeOrder.class.getName() + ">");
    assertThat(parse("message").payload()).isEmpty();
  }

  @Test
  void a_receipt_settles_by_hand() {
    assertThat(parse("byHand").settlesByHand()).isTrue();
    assertThat(parse("batchByHand").settlesByHand()).isTrue();
    assertThat(parse("orderAndMessage").settlesByHand()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing | The method must have a parameter",
        "twoPayloads | Only the first parameter may be the payload, so parameter 2 must be",
        "payloadLate | Only the first parameter may be the payload, so parameter 2 must be",
        "twoMessages | There must be only one parameter for the Message.",
        "rawList | The List must name the type of its elements",
        "wildcard | The payload must have a type that is known, not ? extends",
        "variable | The payload must have a type that is known, not T.",
        "primitive | The payload must be an object, such as Integer for int, not int.",
        "collection | The payload must not be a Collection",
        "lateList | A List stands for a batch and must be the first parameter",
        "batchAndMessage | With a batch, parameter 2 must be a List<Message>",
        "twoBatches | Only the first parameter may be the payload, so parameter 2 must be"
      })
  void a_parameter_that_nothing_can_be_given_for_is_named(String method, String objection) {
    parse(method);

    assertThat(objections).hasSize(1);
    assertThat(objections.get(0)).startsWith(objection).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ordersAndMessages", "byHand"})
  void arguments_stand_in_the_order_of_the_parameters(String method) {
    CallParameters parameters = parse(method);
    Input input = new Input(message(), "an order");

    Object[] arguments = parameters.arguments(List.of(input));

    if (parameters.isBatch()) {
      assertThat(arguments).containsExactly(List.of("an order"), List.of(input.message()), KEY);
    } else {
      assertThat(arguments).containsExactly(input.message(), Receipt.of("receipt"), KEY);
    }
  }

  @Test
  void a_payload_may_be_null() {
    Input input = new Input(message(), null);

    assertThat(parse("order").arguments(List.of(input))).containsExactly((Object) null);
    assertThat(parse("orders").arguments(List.of(input)))
        .containsExactly(Arrays.asList((Object) null));
  }

  private static Message message() {
    return Message.builder()
        .msgId(MessageId.of("zpsm0123456789abcdef01234567"))
        .publication(Publication.of("x"))
        .topicName("/shop/orders")
        .subKey(KEY)
        .lease(Receipt.of("receipt"), Instant.EPOCH)
        .build();
  }

  private CallParameters parse(String name) {
    Method method =
        Arrays.stream(Methods.class.getDeclaredMethods())
            .filter(one -> one.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return ParameterParser.parse(method, objections::add);
  }

  private static List<Kind> kinds(String names) {
    return Arrays.stream(names.split(" ")).map(Kind::valueOf).toList();
  }
}
