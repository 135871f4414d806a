package dev.tidings.bench;

import java.util.Iterator;
import java.util.Optional;

/** What several clients publish together, with stamps. */
final class Stamping {
  private final Iterator<Request> requests;
  private final int status;
  private long sent;

  /**
   * Publishes one request after the other.
   *
   * @param requests each of one message with the place for a stamp; without end
   * @param status of the answers
   */
  Stamping(Iterator<Request> requests, int status) {
    this.requests = requests;
    this.status = status;
  }

  Crowd crowd(int clients) {
    return Crowd.of(clients, number -> script());
  }

  /** The next one by itself. */
  Request one() {
    return next(System.nanoTime());
  }

  private Request next(long dueAt) {
    sent++;
    return Stamp.on(requests.next(), dueAt);
  }

  private Script script() {
    return new Script() {
      @Override
      public Optional<Request> next() {
        return next(System.nanoTime());
      }

      @Override
      public Optional<Request> next(long dueAt) {
        return Optional.of(Stamping.this.next(dueAt));
      }

      @Override
      public int answered(Answer answer) {
        answer.expect(status);
        return 1;
      }
    };
  }

  /** How many messages there were so far. */
  long sent() {
    return sent;
  }
}
