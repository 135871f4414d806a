package dev.tidings.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/**
 * One event of the stream in {@code src/test/resources/stream}.
 *
 * @param expiration milliseconds; empty when the event names none
 */
record PackageEvent(String topic, int priority, OptionalLong expiration, JsonObject data) {

  /** The whole stream, in its order. */
  static List<PackageEvent> all() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        PackageEvent.class.getResourceAsStream("/stream/packages.ndjson.gz"))),
                UTF_8))) {
      return lines.lines().map(PackageEvent::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PackageEvent of(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      JsonObject event = reader.readObject();
      JsonNumber expiration = event.getJsonNumber("expiration");
      return new PackageEvent(
          event.getString("topic"),
          event.getInt("priority"),
          expiration == null ? OptionalLong.empty() : OptionalLong.of(expiration.longValue()),
          event.getJsonObject("data"));
    }
  }

  /** True for an event that nobody may ever get. */
  boolean isExpiredAtOnce() {
    return expiration.isPresent() && expiration.getAsLong() == 0;
  }
}
