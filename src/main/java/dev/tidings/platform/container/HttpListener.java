package dev.tidings.platform.container;

/**
 * Where a server takes requests.
 *
 * @param secure whether by TLS
 */
record HttpListener(boolean secure, int port) {
  /** How a client on the same machine reaches it. */
  String url() {
    return "%s://localhost:%d".formatted(secure ? "https" : "http", port);
  }
}
