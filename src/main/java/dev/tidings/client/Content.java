package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Base64;

/** What a message says: text, a JSON value, or bytes. */
public final class Content {
  /** How the content stands in the field {@code data}. */
  public enum Form {
    TEXT,
    JSON,
    BINARY
  }

  private final Form form;
  private final byte[] bytes;
  private final PayloadMapper mapper;

  /** The message that errors name; null where there is none. */
  private final String msgId;

  Content(Form form, byte[] bytes, PayloadMapper mapper, String msgId) {
    this.form = form;
    this.bytes = bytes;
    this.mapper = mapper;
    this.msgId = msgId;
  }

  public static Content text(String text) {
    return new Content(Form.TEXT, text.getBytes(UTF_8), NoPayloads.INSTANCE, null);
  }

  /** One JSON value, already written as JSON. */
  public static Content json(String json) {
    return new Content(Form.JSON, json.getBytes(UTF_8), NoPayloads.INSTANCE, null);
  }

  public static Content binary(byte[] bytes) {
    return new Content(Form.BINARY, bytes.clone(), NoPayloads.INSTANCE, null);
  }

  public Form form() {
    return form;
  }

  /** The text, the JSON text, or the bytes in base64. */
  public String asString() {
    return form == Form.BINARY
        ? Base64.getEncoder().encodeToString(bytes)
        : new String(bytes, UTF_8);
  }

  /** A copy of the bytes, in UTF-8 for text and JSON. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * The content as an object, which the client's {@link PayloadMapper} reads out of the JSON. Text
   * and bytes are read as JSON too. {@code String} and {@code byte[]} are exceptions: they give
   * {@link #asString()} and {@link #toBytes()}.
   *
   * @throws PayloadException when the mapper cannot read the JSON as that type
   */
  public <T> T as(Class<T> type) {
    return as((Type) type);
  }

  /** As {@link #as(Class)}, of a type with parameters, such as that of a list of orders. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T> T as(Type type) {
    @SuppressWarnings("unchecked") // As in JSON libraries: the caller names the type twice.
    T value = (T) read(type);
    return value;
  }

  private Object read(Type type) {
    if (type == String.class) {
      return asString();
    } else if (type == byte[].class) {
      return toBytes();
    }
    try {
      return mapper.fromJson(new String(bytes, UTF_8), type);
    } catch (Exception e) {
      String subject = msgId == null ? "The data" : "The data of message " + msgId;
      throw new PayloadException(
          "%s (%s) cannot be read as %s: %s"
              .formatted(subject, this, type.getTypeName(), e.getMessage()),
          e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Content that && form == that.form && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * form.hashCode() + Arrays.hashCode(bytes);
  }

  /** The form and size; never the content, which may be confidential. */
  @Override
  public String toString() {
    return form + ", " + bytes.length + " bytes";
  }
}
