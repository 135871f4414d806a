package dev.tidings.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.Rejection;
import dev.tidings.api.TextField;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * One theme of the contract, as tests that say the same whichever way they come to the server. Each
 * makes topics and endpoints of its own.
 */
interface Contract {

  ContractServer server();

  default Stage stage() {
    return new Stage(server());
  }

  static String name(TopicDetails topic) {
    return topic.settings().name();
  }

  static Publication withPriority(int priority, String data) {
    return Publication.builder().data(data).priority(priority).build();
  }

  /** A value of its own in each text field, for {@link #assertEveryText}. */
  static Publication.Builder withEveryText(Publication.Builder publication) {
    for (TextField field : TextField.values()) {
      publication.text(field, textOf(field));
    }
    return publication;
  }

  static void assertEveryText(Message message) {
    for (TextField field : TextField.values()) {
      assertThat(message.text(field)).as(field.fieldName()).contains(textOf(field));
    }
  }

  private static String textOf(TextField field) {
    return "\u2713 of \uD83D\uDE80 " + field.fieldName();
  }

  static List<Publication> publications(String... data) {
    return Arrays.stream(data).map(Publication::of).toList();
  }

  static List<String> texts(List<Message> messages) {
    return messages.stream().map(message -> message.data().asString()).toList();
  }

  static List<MessageId> ids(List<Message> messages) {
    return messages.stream().map(Message::msgId).toList();
  }

  static List<Receipt> receipts(List<Message> messages) {
    return messages.stream().map(message -> message.receipt().orElseThrow()).toList();
  }

  /** To be delivered again at once. */
  static Rejection atOnce() {
    return Rejection.plain().after(Duration.ZERO);
  }

  /** Everything that waits, in the order of delivery, read in pages. */
  static List<Message> browseAll(ContractClient client, String topic, int limit) {
    List<Message> all = new ArrayList<>();
    MessagePage page = client.browse(topic, "", limit);
    all.addAll(page.messages());
    while (page.next().isPresent()) {
      page = client.browse(topic, page.next().get(), limit);
      assertThat(page.messages()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.messages());
    }
    return all;
  }

  /** The refusal, which has to be of that type. */
  static TidingsException assertRefused(ErrorType type, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(TidingsException.class);
    TidingsException refusal = (TidingsException) thrown;
    assertThat(refusal.type()).as(refusal.getMessage()).isEqualTo(type);
    return refusal;
  }
}
