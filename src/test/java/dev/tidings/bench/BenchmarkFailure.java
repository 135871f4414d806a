package dev.tidings.bench;

/** Ends a run: figures of a run in which something failed say nothing. */
final class BenchmarkFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  BenchmarkFailure(String message) {
    super(message);
  }

  BenchmarkFailure(Throwable cause) {
    super(cause);
  }
}
