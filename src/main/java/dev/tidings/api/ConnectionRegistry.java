package dev.tidings.api;

import java.util.Optional;

/** The connections of this node that messages are pushed to. A transport has it. */
public interface ConnectionRegistry {

  /** Those whose endpoint's name contains a text, by their ids. */
  Page<ConnectionDetails> connections(PageRequest request);

  /** How many there are. */
  long count();

  /**
   * Closes a connection; what it has not settled goes back at once.
   *
   * @return what it was; empty when there is no such connection
   */
  Optional<ConnectionDetails> disconnect(long id);
}
