package dev.tidings.transport.json;

import java.util.Arrays;

/** Statuses that only servers and their file services give, and what they mean to a client. */
enum ContainerStatus {
  LENGTH_REQUIRED(411, "The server must know how long the body is", "Send a Content-Length."),
  PRECONDITION_FAILED(
      412,
      "The file is not the one that the request is about",
      "Read it again without conditions."),
  URI_TOO_LONG(414, "The address is too long", "Send long values in the body."),
  RANGE_NOT_SATISFIABLE(
      416, "The file has no such part", "Ask for the whole, or for another part."),
  EXPECTATION_FAILED(
      417, "The server cannot do what the header Expect asks for", "Leave that header out."),
  UPGRADE_REQUIRED(
      426,
      "The server speaks another version of the protocol",
      "Use the one in the header Upgrade, or version 13 of the WebSocket protocol."),
  HEADERS_TOO_LARGE(431, "The headers are too long", "Send fewer, or shorter ones."),
  NOT_IMPLEMENTED(
      501,
      "The server does not know this method or transfer coding",
      "Use the methods that the documentation names, and no Transfer-Encoding but chunked."),
  VERSION_NOT_SUPPORTED(505, "The server does not speak this version of HTTP", "Use HTTP/1.1.");

  private final int status;
  private final String title;
  private final String advice;

  ContainerStatus(int status, String title, String advice) {
    this.status = status;
    this.title = title;
    this.advice = advice;
  }

  static String title(int status) {
    return Arrays.stream(values())
        .filter(one -> one.status == status)
        .map(one -> one.title)
        .findFirst()
        .orElse(status >= 500 ? "The server failed" : "The server refused the request");
  }

  static String detail(int status) {
    return Arrays.stream(values())
        .filter(one -> one.status == status)
        .map(one -> one.title + ". " + one.advice)
        .findFirst()
        .orElseGet(() -> title(status) + " with status " + status + ".");
  }
}
