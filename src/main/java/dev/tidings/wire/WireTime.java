package dev.tidings.wire;

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
public final class WireTime {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT).withZone(UTC);
  private static final Pattern FORM =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?Z?");

  private WireTime() {}

  public static String format(Instant time) {
    return FORMAT.format(time);
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
