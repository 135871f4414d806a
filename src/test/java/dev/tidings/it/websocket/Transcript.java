package dev.tidings.it.websocket;

import static dev.tidings.it.websocket.WebSocketTests.object;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;

/**
 * Plays the sessions of a page: sends what its clients send, and holds what comes against what the
 * page shows. Ids, keys and times are others each time, but where the page has one twice, it has to
 * be the same twice.
 */
final class Transcript implements AutoCloseable {
  private static final Pattern START = Pattern.compile("(?m)^(?=[→←] )");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]{6}Z?");

  /** What stands for something else in each run. */
  private static final List<Pattern> VARYING =
      List.of(
          Pattern.compile("ws\\.token\\.[0-9a-f]{24}"),
          Pattern.compile("zpsk\\.[a-z]+\\.[0-9a-f]{24}"),
          Pattern.compile("zpsm[0-9a-f]{24}"),
          Pattern.compile("[0-9a-f]{24}"),
          Pattern.compile("[A-Za-z0-9_-]{24}"));

  private final URI address;
  private final Map<String, String> actual = new HashMap<>();
  private final BlockingQueue<JsonObject> arrived = new LinkedBlockingQueue<>();
  private final List<JsonObject> passedOver = new ArrayList<>();
  private Wire wire;

  /**
   * A transcript of a server.
   *
   * @param names what the page calls things, and what they are called here
   */
  Transcript(URI address, Map<String, String> names) {
    this.address = address;
    actual.putAll(names);
  }

  /** Plays one block; each login is one on a new connection. */
  void play(String block) {
    for (String line : START.splitAsStream(block).toList()) {
      String json = line.substring(1);
      if (line.startsWith("→")) {
        send(json);
      } else {
        expect(object(json));
      }
    }
  }

  /** The text with the names of this server, and of this run. */
  String translate(String text) {
    String translated = text;
    for (Map.Entry<String, String> name : actual.entrySet()) {
      translated = translated.replace(name.getKey(), name.getValue());
    }
    return translated;
  }

  private void send(String json) {
    if (object(json).getJsonObject("meta").getString("action").equals("create-session")) {
      loseLink();
      wire = Wire.open(address, arrived::add);
    }
    wire.send(translate(json));
  }

  private void expect(JsonObject shown) {
    JsonObject came = next(shown.getJsonObject("meta").getString("in_reply_to", ""));
    compare("", shown, came);
  }

  /** The next message with that in_reply_to; responses and deliveries may overtake each other. */
  private JsonObject next(String inReplyTo) {
    for (JsonObject message : passedOver) {
      if (isReply(message, inReplyTo)) {
        passedOver.remove(message);
        return message;
      }
    }
    JsonObject message = poll(inReplyTo);
    while (!isReply(message, inReplyTo)) {
      passedOver.add(message);
      message = poll(inReplyTo);
    }
    return message;
  }

  private JsonObject poll(String inReplyTo) {
    try {
      JsonObject message = arrived.poll(60, SECONDS);
      assertThat(message).as("what answers '%s'; there is %s", inReplyTo, passedOver).isNotNull();
      return message;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static boolean isReply(JsonObject message, String inReplyTo) {
    return message.getJsonObject("meta").getString("in_reply_to", "").equals(inReplyTo);
  }

  private void compare(String place, JsonValue shown, JsonValue came) {
    if (shown instanceof JsonObject object && came instanceof JsonObject other) {
      assertThat(other.keySet()).as(place).containsExactlyElementsOf(object.keySet());
      object.forEach((key, value) -> compare(key, value, other.get(key)));
    } else if (shown instanceof JsonArray array && came instanceof JsonArray other) {
      assertThat(other).as(place).hasSameSizeAs(array);
      for (int i = 0; i < array.size(); i++) {
        compare(place, array.get(i), other.get(i));
      }
    } else if (shown instanceof JsonString text && came instanceof JsonString other) {
      compare(place, text.getString(), other.getString());
    } else if (!place.equals("server_pid")) {
      assertThat(came).as(place).isEqualTo(shown);
    }
  }

  private void compare(String place, String shown, String came) {
    if (TIME.matcher(shown).matches()) {
      assertThat(came).as(place).matches(TIME).hasSameSizeAs(shown);
    } else if (VARYING.stream().anyMatch(pattern -> pattern.matcher(shown).matches())) {
      Pattern form =
          VARYING.stream()
              .filter(pattern -> pattern.matcher(shown).matches())
              .findFirst()
              .orElseThrow();
      assertThat(came).as(place).matches(form);
      assertThat(actual.computeIfAbsent(shown, first -> came)).as(place).isEqualTo(came);
    } else if (!place.equals("server_name")) {
      assertThat(came).as(place).isEqualTo(translate(shown));
    }
  }

  /** Nothing may have come that the page does not show. */
  void assertNothingElseCame() {
    assertThat(passedOver).isEmpty();
    assertThat(arrived).isEmpty();
  }

  void loseLink() {
    if (wire != null) {
      wire.abort();
    }
  }

  @Override
  public void close() {
    loseLink();
  }
}
