package dev.tidings.api;

import java.io.Serializable;

/**
 * The opaque word that stands for one leased delivery: what acknowledge, reject and extend take. It
 * is worth nothing without the subscription that the delivery was for.
 */
public final class Receipt implements Serializable {
  private static final long serialVersionUID = 1;

  private final String value;

  private Receipt(String value) {
    this.value = value;
  }

  /**
   * Takes any word; one that is no receipt is answered with {@link ReceiptOutcome#UNKNOWN}.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} for null
   */
  public static Receipt of(String value) {
    if (value == null) {
      throw TidingsException.invalid("receipts", "must not be null");
    }
    return new Receipt(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Receipt that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** The word itself. */
  @Override
  public String toString() {
    return value;
  }
}
