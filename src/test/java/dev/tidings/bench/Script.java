package dev.tidings.bench;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/** What one client says and does; made anew for each client, and used by one thread. */
interface Script {

  /** The next request; empty when the client has nothing more to ask for. */
  Optional<Request> next();

  /**
   * The next request of a client that is to say when it was due; most do not.
   *
   * @param dueAt as {@link System#nanoTime()} says
   */
  default Optional<Request> next(long dueAt) {
    return next();
  }

  /**
   * Takes the answer to the last request.
   *
   * @return how many messages were published, or delivered and done with, by it
   * @throws BenchmarkFailure when it is not the answer that it should be
   */
  int answered(Answer answer);

  /** The same request again and again, each good for that many messages. */
  static Script repeat(Request request, int status, int messages) {
    Optional<Request> next = Optional.of(request);
    return new Script() {
      @Override
      public Optional<Request> next() {
        return next;
      }

      @Override
      public int answered(Answer answer) {
        answer.expect(status);
        return messages;
      }
    };
  }

  /** Requests one after the other, each good for one; several clients may share them. */
  static Script each(Iterator<Request> requests, int status) {
    return each(requests, status, answer -> {});
  }

  /** The same, where somebody wants to see the answers. */
  static Script each(Iterator<Request> requests, int status, Consumer<Answer> onAnswer) {
    return new Script() {
      @Override
      public Optional<Request> next() {
        return requests.hasNext() ? Optional.of(requests.next()) : Optional.empty();
      }

      @Override
      public int answered(Answer answer) {
        onAnswer.accept(answer.expect(status));
        return 1;
      }
    };
  }
}
