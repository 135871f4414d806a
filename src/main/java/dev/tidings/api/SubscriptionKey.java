package dev.tidings.api;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Names one subscription and its queue: {@code zpsk.<endpoint type>.} and 24 hexadecimal digits. It
 * is a secret; {@link #toString()} therefore hides it, so that it cannot slip into a log.
 */
public final class SubscriptionKey implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Pattern FORM = Pattern.compile("zpsk\\.[a-z]{1,20}\\.[0-9a-f]{24}");

  private final String value;

  private SubscriptionKey(String value) {
    this.value = value;
  }

  /**
   * Reads a key.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} unless it has the form above
   */
  public static SubscriptionKey of(String value) {
    if (value == null || !FORM.matcher(value).matches()) {
      throw TidingsException.invalid(
          "sub_key", "must be zpsk, the endpoint's type and 24 hexadecimal digits, parted by dots");
    }
    return new SubscriptionKey(value);
  }

  /** The key itself, to be given to nobody but the endpoint that owns it. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubscriptionKey that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.substring(0, value.lastIndexOf('.') + 1) + "…";
  }
}
