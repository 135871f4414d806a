package dev.tidings.bench;

/** Hears what the benchmarks' own WebSocket in the server says, and says nothing. */
final class ListeningClient implements SocketScript {
  static final String PATH = "/bench-socket";

  private static final String WELCOME = "welcome";

  private final Arrivals arrivals;
  private final Runnable onReady;
  private boolean isReady;

  ListeningClient(Arrivals arrivals, Runnable onReady) {
    this.arrivals = arrivals;
    this.onReady = onReady;
  }

  /** The server may know of it a moment later only; then it says so. */
  @Override
  public void opened(SocketLink link) {}

  @Override
  public void heard(SocketLink link, Content text) {
    if (!isReady && text.body().equals(WELCOME)) {
      isReady = true;
      onReady.run();
    } else if (!isReady || arrivals.take(text) == 0) {
      throw new BenchmarkFailure("Nobody told the server to say " + text.body());
    }
  }
}
