package dev.tidings.bench;

/** What one client says and hears on its WebSocket; made anew for each connection. */
interface SocketScript {

  /** The connection is a WebSocket by now. */
  void opened(SocketLink link);

  /**
   * The server has said something.
   *
   * @throws BenchmarkFailure when it is not what it should have said
   */
  void heard(SocketLink link, Content text);
}
