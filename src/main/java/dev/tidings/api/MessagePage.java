package dev.tidings.api;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Some messages of a queue, in the order of their delivery, and where the next ones begin. */
public final class MessagePage implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<Message> messages;
  private final String next;

  private MessagePage(List<Message> messages, String next) {
    this.messages = List.copyOf(messages);
    this.next = next;
  }

  public static MessagePage last(List<Message> messages) {
    return new MessagePage(messages, null);
  }

  public static MessagePage of(List<Message> messages, String next) {
    return new MessagePage(messages, next);
  }

  public List<Message> messages() {
    return messages;
  }

  /** Opaque; empty on the last page. */
  public Optional<String> next() {
    return Optional.ofNullable(next);
  }
}
