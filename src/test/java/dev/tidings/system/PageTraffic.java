package dev.tidings.system;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a page has asked for, and how many bytes of bodies came, compressed ones as they came. */
final class PageTraffic {
  private final Chromium browser;
  private final Map<String, Request> requests = new LinkedHashMap<>();

  /** One request and what has come of its response so far. */
  static final class Request {
    final String method;
    final String path;
    long bytes;
    boolean isFinished;
    boolean isCompressed;

    Request(String method, URI address) {
      this.method = method;
      this.path =
          address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    boolean isApi() {
      return path.contains("/api/");
    }

    boolean isStream() {
      return path.contains("/admin/events");
    }

    @Override
    public String toString() {
      return method + " " + path + " " + bytes + (isFinished ? "" : " …");
    }
  }

  PageTraffic(Chromium browser) {
    this.browser = browser;
    browser.listen(this::take);
    browser.call("Network.enable", Json.createObjectBuilder().build());
  }

  /** Forgets the browser's copies of files, and what was asked for before. */
  void forget() {
    browser.call("Network.clearBrowserCache", Json.createObjectBuilder().build());
    synchronized (requests) {
      requests.clear();
    }
  }

  private void take(JsonObject event) {
    if (!event.getString("method").startsWith("Network.")) {
      return;
    }
    JsonObject about = event.getJsonObject("params");
    synchronized (requests) {
      String id = about.getString("requestId", "");
      switch (event.getString("method")) {
        case "Network.requestWillBeSent" -> {
          JsonObject request = about.getJsonObject("request");
          requests.put(
              id, new Request(request.getString("method"), URI.create(request.getString("url"))));
        }
        case "Network.responseReceived" -> responded(id, about.getJsonObject("response"));
        case "Network.dataReceived" ->
            came(id, about.getJsonNumber("encodedDataLength").longValue());
        case "Network.loadingFinished" -> finished(id);
        default -> {
          // Others say nothing about bytes.
        }
      }
    }
  }

  private void responded(String id, JsonObject response) {
    if (requests.containsKey(id)) {
      requests.get(id).isCompressed =
          response.getJsonObject("headers").keySet().stream()
              .anyMatch(name -> name.equalsIgnoreCase("Content-Encoding"));
    }
  }

  private void came(String id, long bytes) {
    if (requests.containsKey(id)) {
      requests.get(id).bytes += bytes;
    }
  }

  private void finished(String id) {
    if (requests.containsKey(id)) {
      requests.get(id).isFinished = true;
    }
  }

  List<Request> requests() {
    synchronized (requests) {
      return new ArrayList<>(requests.values());
    }
  }

  static long bytes(Collection<Request> some) {
    return some.stream().mapToLong(request -> request.bytes).sum();
  }
}
