package dev.tidings.it;

import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Receives and settles as a client of the HTTP API does. */
final class WireSettlements {
  private WireSettlements() {}

  /** What is the default is left out, and the body with it if there is nothing else. */
  static String json(ReceiveOptions options) {
    JsonObject body = object(options).build();
    return body.isEmpty() ? "" : body.toString();
  }

  static String json(List<Receipt> acknowledge, ReceiveOptions options) {
    return object(options).add("acknowledge", array(acknowledge)).build().toString();
  }

  private static JsonObjectBuilder object(ReceiveOptions options) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    if (options.max() != ReceiveOptions.DEFAULT_MESSAGES) {
      json.add("max", options.max());
    }
    options.lease().ifPresent(lease -> json.add("lease", lease.toString()));
    if (!options.waiting().isZero()) {
      json.add("wait", options.waiting().toString());
    }
    return json;
  }

  static String json(List<Receipt> receipts) {
    return object(receipts).build().toString();
  }

  static String json(List<Receipt> receipts, Rejection rejection) {
    JsonObjectBuilder json = object(receipts);
    rejection.reason().ifPresent(reason -> json.add("reason", reason));
    rejection.delay().ifPresent(delay -> json.add("delay", delay.toString()));
    return json.build().toString();
  }

  static String json(List<Receipt> receipts, Duration lease) {
    return object(receipts).add("lease", lease.toString()).build().toString();
  }

  private static JsonObjectBuilder object(List<Receipt> receipts) {
    return Json.createObjectBuilder().add("receipts", array(receipts));
  }

  private static JsonArrayBuilder array(List<Receipt> receipts) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    receipts.forEach(receipt -> array.add(receipt.toString()));
    return array;
  }

  /** One for each receipt, in their order. */
  static List<ReceiptOutcome> outcomes(JsonObject answer, List<Receipt> receipts) {
    List<JsonObject> results = answer.getJsonArray("results").getValuesAs(JsonObject.class);
    List<ReceiptOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (!results.get(i).getString("receipt").equals(receipts.get(i).toString())) {
        throw new IllegalStateException("The results have another order than the receipts");
      }
      String result = results.get(i).getString("result");
      outcomes.add(ReceiptOutcome.valueOf(result.toUpperCase(Locale.ROOT)));
    }
    return outcomes;
  }
}
