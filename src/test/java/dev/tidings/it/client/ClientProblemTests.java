package dev.tidings.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.client.AccessDeniedException;
import dev.tidings.client.ConflictException;
import dev.tidings.client.Content;
import dev.tidings.client.FieldError;
import dev.tidings.client.InvalidRequestException;
import dev.tidings.client.Message;
import dev.tidings.client.NotAuthenticatedException;
import dev.tidings.client.NotSubscribedException;
import dev.tidings.client.PayloadException;
import dev.tidings.client.Publication;
import dev.tidings.client.TidingsClient;
import dev.tidings.it.websocket.Account;
import org.junit.jupiter.api.Test;

/** The exceptions of the client, as a node causes them. */
class ClientProblemTests extends DeployedClientTest {
  @Test
  void each_kind_of_refusal_is_an_exception_of_its_own() {
    Account account = newAccount();
    TidingsClient client = builder(account).build();
    String topic = newTopic();

    assertThatExceptionOfType(NotSubscribedException.class)
        .isThrownBy(() -> client.receive(topic, ALL));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> client.publish("/elsewhere", "a"))
        .matches(refusal -> refusal.code().equals("topic-not-accessible"));
    assertThatExceptionOfType(NotAuthenticatedException.class)
        .isThrownBy(
            () ->
                builder(new Account(account.username(), "wrong-password"))
                    .build()
                    .publish(topic, "a"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.publish(topic, new Publication("a").setPriority(10)))
        .satisfies(
            refusal ->
                assertThat(refusal.errors())
                    .extracting(FieldError::getField)
                    .containsExactly("priority"));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.publish(newTopic("\"max_message_size\":1024"), "a".repeat(2_000)))
        .matches(refusal -> refusal.code().equals("message-too-large"));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> client.publish(newTopic("\"is_active\":false"), "a"))
        .matches(refusal -> refusal.code().equals("topic-inactive"));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> client.subscribe(newTopic("\"is_api_sub_allowed\":false")))
        .matches(refusal -> refusal.code().equals("api-subscription-not-allowed"));
  }

  @Test
  void a_message_that_is_no_order_is_named() {
    TidingsClient client = newTidingsClient();
    String topic = newTopic();
    client.subscribe(topic);
    client.publish(topic, "no order");
    Message<Content> message = client.receive(topic, ALL).get(0);

    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> message.getData().as(Order.class))
        .withMessageContaining(message.getMsgId())
        .withMessageContaining(Order.class.getName());
  }
}
