package dev.tidings.transport.websocket.connection;

import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Puts a message together that comes in parts. Containers would do it, too, but not all of them
 * know an end: whoever went on sending parts would fill the memory.
 */
public final class FragmentAssembler {
  private final IntSupplier most;
  private StringBuilder text = new StringBuilder(0);
  private boolean isTooLong;

  /**
   * Of one connection.
   *
   * @param most longest message in characters, at the moment
   */
  public FragmentAssembler(IntSupplier most) {
    this.most = most;
  }

  /** The whole message, if this was its last part. After {@link #isTooLong} nothing comes. */
  public Optional<String> add(String part, boolean isLast) {
    isTooLong |= text.length() + (long) part.length() > most.getAsInt();
    if (isTooLong) {
      text = new StringBuilder(0);
      return Optional.empty();
    }
    if (isLast && text.isEmpty()) {
      return Optional.of(part);
    }
    text.append(part);
    return isLast ? Optional.of(take()) : Optional.empty();
  }

  private String take() {
    String whole = text.toString();
    // What was long once is not held for as long as the connection lives.
    text = new StringBuilder(0);
    return whole;
  }

  /** Whether a message has been too long. */
  public boolean isTooLong() {
    return isTooLong;
  }
}
