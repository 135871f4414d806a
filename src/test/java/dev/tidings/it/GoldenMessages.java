package dev.tidings.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.SubscriptionKey;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;

/** The messages of the samples as a file: fields, names, order, and every value that is fixed. */
final class GoldenMessages {
  /** In the class path of the test and of the archive that it deploys. */
  static final String FILE = "golden/messages-of-the-seed.json";

  private GoldenMessages() {}

  static void assertLikeTheSamples(String json, String topic, SubscriptionKey key) {
    assertThat(key.value()).matches("zpsk\\.rest\\.[0-9a-f]{24}");
    String comparable =
        json.replace("\"" + topic + "\"", "\"/zato/demo/sample\"")
            .replace(key.value(), "zpsk.rest.6b0b83ebea3f6e6a64e8e73f")
            .replaceAll("\"server_name\":\"[^\"]+\"", "\"server_name\":\"server1\"")
            .replaceAll("\"server_pid\":[1-9][0-9]*", "\"server_pid\":19218")
            .replaceAll(
                "\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}\"",
                "\"2018-07-04T19:58:08.020493\"")
            .replaceAll("zpsm[0-9a-f]{24}", "zpsmc53c2e078eafd1c476b49623")
            // The samples are older than the times with a zone.
            .replaceAll(",\"(pub|expiration)_time\":\"[^\"]+Z\"", "");

    assertThat(array(comparable).toString()).isEqualTo(golden().toString());
    array(json).getValuesAs(JsonObject.class).forEach(GoldenMessages::assertTimesFit);
  }

  private static void assertTimesFit(JsonObject message) {
    LocalDateTime published = LocalDateTime.parse(message.getString("pub_time_iso"));
    LocalDateTime expires = LocalDateTime.parse(message.getString("expiration_time_iso"));
    assertThat(expires).isEqualTo(published.plusSeconds(2_147_483_647L));
  }

  private static JsonArray golden() {
    try (InputStream file = GoldenMessages.class.getClassLoader().getResourceAsStream(FILE)) {
      return array(new String(file.readAllBytes(), UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static JsonArray array(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readArray();
    }
  }
}
