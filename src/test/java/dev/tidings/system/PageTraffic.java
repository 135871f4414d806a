package dev.tidings.system;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a page has asked for, and how many bytes of bodies came, compressed ones as they came. It is
 * what the browser's DevTools say: Playwright's own figures of a request are there when it has
 * ended, and a stream does not end.
 */
final class PageTraffic {
  private final CDPSession tools;
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

  PageTraffic(Page page) {
    tools = page.context().newCDPSession(page);
    tools.on("Network.requestWillBeSent", this::sent);
    on("Network.responseReceived", this::responded);
    on("Network.dataReceived", this::came);
    on("Network.loadingFinished", this::finished);
    tools.send("Network.enable");
  }

  private void on(String event, Consumer<JsonObject> listener) {
    tools.on(
        event,
        about -> {
          if (requests.containsKey(id(about))) {
            listener.accept(about);
          }
        });
  }

  /** Forgets the browser's copies of files, and what was asked for before. */
  void forget() {
    tools.send("Network.clearBrowserCache");
    requests.clear();
  }

  private void sent(JsonObject about) {
    JsonObject request = about.getAsJsonObject("request");
    requests.put(
        id(about),
        new Request(
            request.get("method").getAsString(), URI.create(request.get("url").getAsString())));
  }

  private void responded(JsonObject about) {
    requests.get(id(about)).isCompressed =
        about.getAsJsonObject("response").getAsJsonObject("headers").keySet().stream()
            .anyMatch(name -> name.equalsIgnoreCase("Content-Encoding"));
  }

  private void came(JsonObject about) {
    requests.get(id(about)).bytes += about.get("encodedDataLength").getAsLong();
  }

  private void finished(JsonObject about) {
    requests.get(id(about)).isFinished = true;
  }

  private static String id(JsonObject about) {
    return about.get("requestId").getAsString();
  }

  List<Request> requests() {
    return new ArrayList<>(requests.values());
  }

  static long bytes(Collection<Request> some) {
    return some.stream().mapToLong(request -> request.bytes).sum();
  }
}
