package dev.tidings.it;

import dev.tidings.api.Content;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Payloads that were trouble somewhere before, and random ones from a fixed seed. */
final class Payloads {
  private static final long SEED = 20_260_101;
  private static final int RANDOM_ONES = 200;

  /** Parts of texts: of every length in UTF-8, of both directions, and such as end things. */
  private static final List<String> PARTS =
      List.of(
          "a",
          "0",
          " ",
          "\t",
          "\n",
          "\r\n",
          "\u0000",
          "\u001b",
          "\u007f",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\uffff",
          "é",
          "e\u0301",
          "ß",
          "\u05d0\u05d1",
          "\u202eabc\u202c",
          "\u200d",
          "\uD83D\uDE80",
          "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
          "\"",
          "\\",
          "\\u0041",
          "/",
          "</script>",
          "'",
          "%00",
          "{}",
          "[",
          "null");

  private final Random random = new Random(SEED);

  private Payloads() {}

  static List<Content> all() {
    List<Content> all = new ArrayList<>(troublemakers());
    Payloads payloads = new Payloads();
    IntStream.range(0, RANDOM_ONES).forEach(i -> all.add(payloads.next(i % 3)));
    return all;
  }

  private static List<Content> troublemakers() {
    List<Content> all = new ArrayList<>();
    all.add(Content.text(""));
    PARTS.forEach(part -> all.add(Content.text(part)));
    all.add(Content.text("\ufeff".repeat(3) + "after"));
    all.add(Content.text("\u05d0 mixed \u0627"));
    all.add(Content.text("{\"looks\":\"like JSON\"}"));
    all.add(Content.json("0"));
    all.add(Content.json("true"));
    all.add(Content.json("[]"));
    all.add(Content.json("{}"));
    all.add(Content.json("12345678901234567890.123456789"));
    all.add(Content.binary(new byte[] {0}));
    all.add(Content.binary(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, (byte) 0xc0}));
    return all;
  }

  private Content next(int kind) {
    return switch (kind) {
      case 0 -> Content.text(text(random.nextInt(200)));
      case 1 -> Content.json(json(3).toString());
      default -> binary(1 + random.nextInt(2_000));
    };
  }

  private String text(int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> random.nextBoolean() ? PARTS.get(random.nextInt(PARTS.size())) : character())
        .collect(Collectors.joining());
  }

  private String character() {
    int codePoint;
    do {
      codePoint = random.nextInt(Character.MAX_CODE_POINT + 1);
    } while (Character.getType(codePoint) == Character.SURROGATE);
    return Character.toString(codePoint);
  }

  private JsonValue json(int levels) {
    return switch (levels == 0 ? random.nextInt(3) : 3 + random.nextInt(2)) {
      case 0 -> Json.createValue(text(random.nextInt(20)));
      case 1 -> Json.createValue(BigDecimal.valueOf(random.nextInt(), random.nextInt(9)));
      case 2 -> random.nextBoolean() ? JsonValue.NULL : JsonValue.TRUE;
      case 3 -> array(levels - 1);
      default -> object(levels - 1);
    };
  }

  private JsonValue array(int levels) {
    JsonArrayBuilder array = Json.createArrayBuilder();
    IntStream.range(0, random.nextInt(4)).forEach(i -> array.add(json(levels)));
    return array.build();
  }

  private JsonValue object(int levels) {
    JsonObjectBuilder object = Json.createObjectBuilder();
    IntStream.range(0, random.nextInt(4)).forEach(i -> object.add("k" + i + text(2), json(levels)));
    return object.build();
  }

  private Content binary(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Content.binary(bytes);
  }
}
