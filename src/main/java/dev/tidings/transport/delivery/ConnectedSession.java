package dev.tidings.transport.delivery;

import dev.tidings.api.SubscriptionKey;
import java.util.Optional;
import java.util.Set;

/** A connection that is looked after. Its methods may be called on any thread and never wait. */
public interface ConnectedSession {

  /**
   * Called twice a second. Where nothing has happened and nothing is due, it should cost nothing.
   *
   * @param hasSlept whether the server was not there for a while, so that it may not have heard yet
   *     what has come meanwhile
   */
  void tick(boolean hasSlept);

  /** Checks its login if it is one of that endpoint: see {@link LoginCheck#endpointChanged}. */
  void endpointChanged(long endpointId);

  /** Which subscriptions it consumes. */
  Set<SubscriptionKey> consumed();

  /** What administrators see of it; empty where they do not see it. */
  default Optional<ConnectionStatus> status() {
    return Optional.empty();
  }

  /** An administrator ends the connection; what is not settled goes back. */
  default void disconnect() {
    shutDown();
  }

  /** The server stops: the connection is closed, and what is not settled goes back. */
  void shutDown();
}
