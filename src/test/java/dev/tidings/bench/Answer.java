package dev.tidings.bench;

/** What the server answered to a request. */
final class Answer extends Content {
  private final int status;

  /**
   * An answer whose body stands in the middle of other bytes.
   *
   * @param from where the body begins
   * @param to where it has ended
   */
  Answer(int status, byte[] bytes, int from, int to) {
    super(bytes, from, to);
    this.status = status;
  }

  /** The same answer; any other status ends the run. */
  Answer expect(int expected) {
    if (status != expected) {
      throw new BenchmarkFailure(
          "The server answered %d instead of %d: %s".formatted(status, expected, body()));
    }
    return this;
  }
}
