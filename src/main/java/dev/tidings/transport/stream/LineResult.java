package dev.tidings.transport.stream;

import dev.tidings.api.ErrorType;
import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.delivery.AsyncCalls;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a line.
 *
 * @param id of the message; empty where it failed
 */
record LineResult(long number, Optional<MessageId> id, Optional<Throwable> failure) {
  /** What is wrong with the caller, and not with one line. */
  private static final Set<ErrorType> OF_CALLER =
      Set.of(ErrorType.TOPIC_NOT_ACCESSIBLE, ErrorType.NOT_AUTHENTICATED);

  /** What concerns all lines of a batch; doing them one by one would help none of them. */
  private static final Set<ErrorType> OF_ALL =
      Set.of(
          ErrorType.TOPIC_NOT_ACCESSIBLE,
          ErrorType.NOT_AUTHENTICATED,
          ErrorType.UNAVAILABLE,
          ErrorType.OUTCOME_UNKNOWN,
          ErrorType.INTERNAL_ERROR);

  static LineResult stored(StreamLine line, MessageId id) {
    return new LineResult(line.number(), Optional.of(id), Optional.empty());
  }

  static LineResult failed(StreamLine line, Throwable failure) {
    return new LineResult(line.number(), Optional.empty(), Optional.of(AsyncCalls.cause(failure)));
  }

  /** Whether no further line of this caller can succeed. */
  boolean endsStream() {
    return failure.filter(cause -> is(cause, OF_CALLER)).isPresent();
  }

  /** Whether a batch may succeed in part when its lines are published one by one. */
  static boolean isOfOne(Throwable failure) {
    return failure instanceof TidingsException && !is(failure, OF_ALL);
  }

  private static boolean is(Throwable failure, Set<ErrorType> types) {
    return failure instanceof TidingsException refusal && types.contains(refusal.type());
  }
}
