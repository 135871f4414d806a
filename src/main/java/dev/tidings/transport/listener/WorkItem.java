package dev.tidings.transport.listener;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import java.util.List;

/** Messages of one call. */
final class WorkItem {
  private final List<Message> messages;
  private long startedAt;
  private boolean isAbandoned;

  WorkItem(List<Message> messages) {
    this.messages = messages;
  }

  List<Message> messages() {
    return messages;
  }

  List<Receipt> receipts() {
    return receipts(messages);
  }

  static List<Receipt> receipts(List<Message> messages) {
    return messages.stream().map(message -> message.receipt().orElseThrow()).toList();
  }

  /**
   * A worker has it now.
   *
   * @param now as {@link System#nanoTime()} says
   */
  void start(long now) {
    startedAt = now;
  }

  boolean isOverdue(long now, long timeout) {
    return !isAbandoned && now - startedAt > timeout;
  }

  /** Its leases are not extended any more. */
  void abandon() {
    isAbandoned = true;
  }

  boolean isAbandoned() {
    return isAbandoned;
  }
}
