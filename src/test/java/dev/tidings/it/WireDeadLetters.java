package dev.tidings.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;

/** Reads dead letters and says which are meant, as a client of the HTTP API does. */
final class WireDeadLetters {
  private WireDeadLetters() {}

  static DeadLetterPage page(JsonObject answer) {
    List<DeadLetter> deadLetters =
        answer.getJsonArray("dead_letters").getValuesAs(JsonObject.class).stream()
            .map(WireDeadLetters::deadLetter)
            .toList();
    return answer.containsKey("next")
        ? DeadLetterPage.of(deadLetters, answer.getString("next"))
        : DeadLetterPage.last(deadLetters);
  }

  private static DeadLetter deadLetter(JsonObject json) {
    return new DeadLetter(
        WireMessages.message(json),
        json.getString("reason"),
        WireMessages.time(json.getString("died_time_iso")));
  }

  static String json(DeadLetterFilter filter) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (filter.ids().isPresent()) {
      JsonArrayBuilder ids = Json.createArrayBuilder();
      filter.ids().get().forEach(id -> ids.add(id.toString()));
      json.add("msg_ids", ids);
    }
    filter.reason().ifPresent(reason -> json.add("reason", reason));
    filter.diedBefore().ifPresent(time -> json.add("died_before", time.toString()));
    JsonObject body = json.build();
    return body.isEmpty() ? "" : body.toString();
  }

  static String query(DeadLetterFilter filter) {
    List<String> parameters = new ArrayList<>();
    filter.ids().ifPresent(ids -> ids.forEach(id -> parameters.add("msg_id=" + id)));
    filter.reason().ifPresent(text -> parameters.add("reason=" + URLEncoder.encode(text, UTF_8)));
    filter.diedBefore().ifPresent(time -> parameters.add("died_before=" + time));
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }
}
