package dev.tidings.transport.rest;

import dev.tidings.api.TidingsException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header with which a client may send the same publish again without storing it twice. */
final class IdempotencyKeyHeader {
  private static final String HEADER = "Idempotency-Key";
  private static final Pattern FORM = Pattern.compile("[!-~]{1,200}");

  private IdempotencyKeyHeader() {}

  /**
   * The key, if the client sent one.
   *
   * @throws TidingsException when there are several, or one that is empty or too long
   */
  static Optional<String> of(RequestHeaders headers) {
    List<String> values = headers.values(HEADER);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String value = values.get(0).strip();
    if (values.size() > 1 || !FORM.matcher(value).matches()) {
      throw TidingsException.invalid(
          HEADER, "must be there once, with 1 to 200 printable ASCII characters and no space");
    }
    return Optional.of(value);
  }
}
