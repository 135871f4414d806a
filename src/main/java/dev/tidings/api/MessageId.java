package dev.tidings.api;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The identity of a message: {@code zpsm} and 24 lower-case hexadecimal digits, 96 bits that grow
 * with time.
 */
public final class MessageId implements Serializable {
  private static final long serialVersionUID = 1;

  /** The bytes of an id. */
  public static final int BYTES = 12;

  private static final String PREFIX = "zpsm";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{24}");

  /** The answer for a publication that its topic dropped because nobody was subscribed. */
  public static final MessageId NONE = new MessageId("");

  private final String value;

  private MessageId(String value) {
    this.value = value;
  }

  /**
   * Reads an id.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} unless it has the form above
   */
  public static MessageId of(String value) {
    if (value == null || !FORM.matcher(value).matches()) {
      throw TidingsException.invalid("msg_id", "must be zpsm and 24 lower-case hexadecimal digits");
    }
    return new MessageId(value);
  }

  /**
   * Reads the 12 bytes that {@link #toBytes()} made.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} when there are more or fewer
   */
  public static MessageId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw TidingsException.invalid("msg_id", "must have 12 bytes");
    }
    return new MessageId(PREFIX + HexFormat.of().formatHex(bytes));
  }

  /** The 96 bits; not for {@link #NONE}. */
  public byte[] toBytes() {
    return HexFormat.of().parseHex(value.substring(PREFIX.length()));
  }

  /** False for {@link #NONE} only. */
  public boolean isStored() {
    return !value.isEmpty();
  }

  private Object readResolve() {
    return value.isEmpty() ? NONE : this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageId that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The id as clients see it; empty for {@link #NONE}. */
  @Override
  public String toString() {
    return value;
  }
}
