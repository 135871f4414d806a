package dev.tidings.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The message that is published: an order as applications send it. */
final class Payload {
  private static final String ORDER =
      """
      {"id":"2026-11-24/004711","placed":"2026-11-24T19:58:08.020493","customer":{"id":271828,\
      "name":"Ada Lovelace","city":"London"},"lines":[{"article":"apple","number":2,"price":0.31},\
      {"article":"pear","number":3,"price":0.45},{"article":"quince","number":1,"price":1.2}],\
      "paid":true,"note":"%s"}""";

  private Payload() {}

  /** JSON of exactly that many bytes. */
  static String ofSize(int bytes) {
    int rest = bytes - ORDER.formatted("").getBytes(UTF_8).length;
    return ORDER.formatted("Please ring twice. ".repeat(bytes).substring(0, Math.max(0, rest)));
  }

  /** The body of a publish of one message. */
  static String one(int bytes) {
    return "{\"data\":%s}".formatted(ofSize(bytes));
  }

  /** The body of a publish of one message that is to say when that was. */
  static String stamped(int bytes) {
    return "{\"data\":%s,%s}".formatted(ofSize(bytes), Stamp.PLACE);
  }

  /** The body of a publish of several. */
  static String batch(int bytes, int count) {
    return Stream.generate(() -> one(bytes))
        .limit(count)
        .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
  }
}
