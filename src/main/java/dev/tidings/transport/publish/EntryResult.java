package dev.tidings.transport.publish;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.delivery.AsyncCalls;
import java.util.Optional;
import java.util.Set;

/**
 * What became of an entry.
 *
 * @param number of the entry
 * @param id of the message; empty where it failed
 */
public record EntryResult(long number, Optional<MessageId> id, Optional<Throwable> failure) {
  /** What is wrong with the caller, and not with one entry. */
  private static final Set<ErrorType> OF_CALLER =
      Set.of(ErrorType.TOPIC_NOT_ACCESSIBLE, ErrorType.NOT_AUTHENTICATED);

  /** What concerns all entries of a batch; doing them one by one would help none of them. */
  private static final Set<ErrorType> OF_ALL =
      Set.of(
          ErrorType.TOPIC_NOT_ACCESSIBLE,
          ErrorType.NOT_AUTHENTICATED,
          ErrorType.UNAVAILABLE,
          ErrorType.OUTCOME_UNKNOWN,
          ErrorType.INTERNAL_ERROR);

  public static EntryResult stored(long number, MessageId id) {
    return new EntryResult(number, Optional.of(id), Optional.empty());
  }

  public static EntryResult failed(long number, Throwable failure) {
    return new EntryResult(number, Optional.empty(), Optional.of(AsyncCalls.cause(failure)));
  }

  /** Whether no further entry of this caller can succeed. */
  public boolean endsStream() {
    return failure.filter(cause -> is(cause, OF_CALLER)).isPresent();
  }

  /** Whether a batch may succeed in part when its entries are published one by one. */
  static boolean isOfOne(Throwable failure) {
    return failure instanceof TidingsException && !is(failure, OF_ALL);
  }

  private static boolean is(Throwable failure, Set<ErrorType> types) {
    return failure instanceof TidingsException refusal && types.contains(refusal.type());
  }
}
