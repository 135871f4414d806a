package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.FullHttpResponse;

/** What the server answered to a request. */
final class Answer extends Content {
  private final int status;

  Answer(FullHttpResponse response) {
    super(response.content().toString(UTF_8));
    status = response.status().code();
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
