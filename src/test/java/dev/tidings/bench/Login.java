package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** How an endpoint introduces itself. */
record Login(String username, String password) {

  /** The value of the header Authorization. */
  String authorization() {
    byte[] pair = (username + ":" + password).getBytes(UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
