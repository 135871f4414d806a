package dev.tidings.transport.delivery;

import dev.tidings.api.Message;
import dev.tidings.api.SubscribeOptions;
import java.util.List;

/**
 * The connection of one consumer, as its transport implements it. All calls come from the session's
 * {@link SerialExecutor} and must not block.
 */
public interface DeliveryOutlet {

  /**
   * Where the next delivery will be in what the connection sends: a number that never decreases,
   * such as that of its event. {@link ConsumerSession#acknowledgeUpTo} settles by it.
   */
  long position();

  /**
   * Finds out whether the consumer may still be sent messages, and runs one of the two in the
   * session's executor, at once or later. Asked before each delivery; see {@link LoginCheck}.
   *
   * @param refused returns the messages to their queue, and tries again after a while unless the
   *     session was closed meanwhile
   */
  void authorize(Runnable granted, Runnable refused);

  /**
   * Begins to send messages that came together. They stay leased until the transport settles the
   * delivery: when the client has acknowledged it, or, where clients cannot, when it was written. A
   * transport that cannot send it any more closes the session; then it goes back.
   *
   * @param options with which the subscription is consumed
   */
  void send(Delivery delivery, List<Message> messages, SubscribeOptions options);
}
