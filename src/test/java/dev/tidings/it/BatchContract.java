package dev.tidings.it;

import static dev.tidings.it.Contract.assertRefused;
import static dev.tidings.it.Contract.ids;
import static dev.tidings.it.Contract.name;
import static dev.tidings.it.Contract.publications;
import static dev.tidings.it.Contract.texts;
import static dev.tidings.it.Contract.withPriority;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many publications in one call: all of them or none. */
interface BatchContract extends Contract {

  @Test
  default void a_batch_comes_out_in_the_order_it_went_in() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);

    List<MessageId> ids =
        client.publishAll(
            topic, List.of(withPriority(5, "a"), withPriority(9, "b"), withPriority(5, "c")));
    List<Message> waiting = client.browse(topic, "", 10).messages();

    assertThat(texts(waiting)).containsExactly("b", "a", "c");
    assertThat(ids(waiting)).containsExactly(ids.get(1), ids.get(0), ids.get(2));
  }

  @Test
  default void a_batch_with_one_bad_message_is_refused_as_a_whole() {
    Stage stage = stage();
    String topic = name(stage.topic(settings -> settings.maxMessageSize(100)));
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    SubscriptionKey unknown = SubscriptionKey.of("zpsk.rest.000000000000000000000000");
    MessageId own = MessageId.of("zpsm" + "0".repeat(24));

    assertRefused(
        ErrorType.MESSAGE_TOO_LARGE,
        () -> client.publishAll(topic, publications("good", "x".repeat(101))));
    assertRefused(
        ErrorType.INVALID_INPUT,
        () ->
            client.publishAll(
                topic,
                List.of(
                    Publication.of("good"),
                    Publication.builder().data("bad").deliverTo(unknown).build())));
    assertRefused(
        ErrorType.INVALID_INPUT,
        () ->
            client.publishAll(
                topic,
                Collections.nCopies(2, Publication.builder().data("same").msgId(own).build())));

    assertThat(client.depth(topic)).isZero();
    assertThat(client.getMessages(topic)).isEmpty();
  }

  @Test
  default void a_batch_has_at_least_one_and_at_most_a_thousand_messages() {
    Stage stage = stage();
    String topic = name(stage.topic());
    ContractClient client = stage.client("client");
    client.subscribe(topic);
    List<Publication> most =
        IntStream.range(0, PubSub.MAX_BATCH).mapToObj(i -> Publication.of("m" + i)).toList();
    List<Publication> tooMany = Collections.nCopies(PubSub.MAX_BATCH + 1, Publication.of("m"));

    assertRefused(ErrorType.INVALID_INPUT, () -> client.publishAll(topic, tooMany));
    assertRefused(ErrorType.INVALID_INPUT, () -> client.publishAll(topic, List.of()));
    assertThat(client.depth(topic)).isZero();

    client.publishAll(topic, most);

    assertThat(client.depth(topic)).isEqualTo(PubSub.MAX_BATCH);
    List<Message> messages = client.getMessages(topic);
    assertThat(messages).hasSize(PubSub.MAX_BATCH);
    assertThat(messages.get(0).data().asString()).isEqualTo("m999");
  }
}
