package dev.tidings.api;

import java.io.Serializable;
import java.util.List;

/** What a call that acknowledges and receives has done. */
public final class ReceiveResult implements Serializable {
  private static final long serialVersionUID = 1;

  private final List<Message> messages;
  private final List<ReceiptOutcome> acknowledged;

  /**
   * A result.
   *
   * @param acknowledged one outcome for each receipt, in their order
   */
  public ReceiveResult(List<Message> messages, List<ReceiptOutcome> acknowledged) {
    this.messages = List.copyOf(messages);
    this.acknowledged = List.copyOf(acknowledged);
  }

  /** What was received, as {@link PubSub#receive(SubscriptionKey, ReceiveOptions)} says. */
  public List<Message> messages() {
    return messages;
  }

  /** What became of the receipts, one outcome for each, in their order. */
  public List<ReceiptOutcome> acknowledged() {
    return acknowledged;
  }
}
