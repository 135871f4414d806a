package dev.tidings.it.streaming;

import dev.tidings.it.websocket.Account;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads an event stream, and acknowledges it only when told to. */
final class EventStreamClient implements AutoCloseable {
  /** One message, in the event of that number. */
  record Item(long event, int deliveryCount, Instant leasedUntil, String text) {}

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final InputStream body;
  private final int status;
  private final String id;
  private final List<Item> items = new CopyOnWriteArrayList<>();
  private volatile boolean hasEnded;

  private EventStreamClient(URI streams, Account account, String topic) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(streams + "?topic=" + topic))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", basic(account))
            .build();
    HttpResponse<InputStream> response = send(request);
    status = response.statusCode();
    id = response.headers().firstValue("Event-Stream").orElse("");
    body = response.body();
    Thread reader = new Thread(this::read, "event stream");
    reader.setDaemon(true);
    reader.start();
  }

  static EventStreamClient open(URI streams, Account account, String topic) {
    return new EventStreamClient(streams, account, topic);
  }

  private static String basic(Account account) {
    byte[] pair = (account.username() + ":" + account.secret()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofInputStream());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      long event = 0;
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("id: ")) {
          event = Long.parseLong(line.substring("id: ".length()));
        } else if (line.startsWith("data: ")) {
          String[] parts = line.substring("data: ".length()).split(" ", 3);
          items.add(new Item(event, Integer.parseInt(parts[0]), Instant.parse(parts[1]), parts[2]));
        }
      }
    } catch (IOException cut) {
      // What has come until then counts.
    }
    hasEnded = true;
  }

  int status() {
    return status;
  }

  String id() {
    return id;
  }

  /** All messages so far, those that came again too. */
  List<Item> items() {
    return List.copyOf(items);
  }

  List<String> texts() {
    return items.stream().map(Item::text).toList();
  }

  /** The number of the last event of which something has come. */
  long lastEvent() {
    return items.stream().mapToLong(Item::event).max().orElse(0);
  }

  boolean hasEnded() {
    return hasEnded;
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
