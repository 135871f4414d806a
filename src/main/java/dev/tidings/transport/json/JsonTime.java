package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.time.ZoneOffset.UTC;

import dev.tidings.api.TidingsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times as they stand on the wire: {@code 2018-07-04T19:58:08.020493}, in UTC. */
public final class JsonTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final byte[] FORM_OF_ALL = "0000-00-00T00:00:00.000000".getBytes(ISO_8859_1);
  private static final int NANOS_OF_MICRO = 1_000;
  private static final Pattern FORM =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?Z?");

  private JsonTime() {}

  /** Every message has several of them, so their digits are written one by one. */
  public static String format(Instant time) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), UTC);
    if (local.getYear() < 0 || local.getYear() > 9999) {
      return FORMAT.format(local);
    }
    byte[] text = FORM_OF_ALL.clone();
    digits(text, 4, local.getYear());
    digits(text, 7, local.getMonthValue());
    digits(text, 10, local.getDayOfMonth());
    digits(text, 13, local.getHour());
    digits(text, 16, local.getMinute());
    digits(text, 19, local.getSecond());
    digits(text, 26, local.getNano() / NANOS_OF_MICRO);
    return new String(text, ISO_8859_1);
  }

  /** As {@link #format}, with the zone. */
  public static String formatWithZone(Instant time) {
    return withZone(format(time));
  }

  /** As {@link #format}, with the zone: what any library reads as a point in time. */
  static String withZone(String formatted) {
    return formatted + 'Z';
  }

  /** Puts a number's digits before a place, over the zeroes that stand there. */
  private static void digits(byte[] text, int end, int number) {
    int rest = number;
    for (int at = end - 1; rest > 0; at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /**
   * Reads a time in UTC, with or without Z; what is finer than a microsecond is cut off.
   *
   * @throws TidingsException when it is no such time
   */
  public static Instant parse(String text) {
    try {
      if (FORM.matcher(text).matches()) {
        String local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        return LocalDateTime.parse(local).toInstant(UTC).truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeException e) {
      // No such day or hour: the same answer as for no time at all.
    }
    throw TidingsException.invalid(
        "time", "must be a time in UTC such as 2018-07-04T19:58:08.020493");
  }
}
