package dev.tidings.it.websocket;

import dev.tidings.it.http.HttpClientOf;
import java.net.URI;

/** The credentials of one endpoint, which are the same for all transports. */
public record Account(String username, String secret) {
  HttpClientOf http(URI baseUrl) {
    return HttpClientOf.endpoint(baseUrl, username, secret);
  }
}
