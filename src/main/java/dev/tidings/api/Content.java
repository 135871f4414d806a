package dev.tidings.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a message says: text, a JSON value, or bytes. It keeps the bytes that are stored; {@link
 * #form()} tells how they stand on the wire.
 */
public final class Content implements Serializable {
  private static final long serialVersionUID = 1;

  /** How the content stands in the field {@code data} of a message on the wire. */
  public enum Form {
    /** A JSON string that holds the text. */
    TEXT("text/plain"),
    /** The JSON value itself. */
    JSON("application/json"),
    /** A JSON string in base64; the message then says {@code "data_encoding":"base64"}. */
    BINARY("application/octet-stream");

    private final String mimeType;

    Form(String mimeType) {
      this.mimeType = mimeType;
    }

    /** The mime type of a publication that names none. */
    public String mimeType() {
      return mimeType;
    }
  }

  /** Made when first needed: a JSON-B provider is expensive to make and safe to share. */
  private static final class Json {
    static final Jsonb BINDING = JsonbBuilder.create();
  }

  private final Form form;
  private final byte[] bytes;

  /** The message that errors name; null where it is not known. */
  private final transient MessageId origin;

  private Content(Form form, byte[] bytes) {
    this(form, bytes, null);
  }

  private Content(Form form, byte[] bytes, MessageId origin) {
    this.form = form;
    this.bytes = bytes;
    this.origin = origin;
  }

  /**
   * Content as it was stored.
   *
   * @param bytes UTF-8 for text and JSON; handed over, not copied
   */
  public static Content of(Form form, byte[] bytes) {
    return new Content(form, bytes);
  }

  /** Text; a lone surrogate, which UTF-8 has no form for, becomes a question mark. */
  public static Content text(String text) {
    return new Content(Form.TEXT, text.getBytes(UTF_8));
  }

  /** Bytes, which are copied. */
  public static Content binary(byte[] bytes) {
    return new Content(Form.BINARY, bytes.clone());
  }

  /** One JSON value, already written as JSON. */
  public static Content json(String json) {
    return new Content(Form.JSON, json.getBytes(UTF_8));
  }

  /**
   * Any object, which JSON-B turns into JSON.
   *
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} when JSON-B cannot
   */
  public static Content object(Object object) {
    try {
      return json(Json.BINDING.toJson(object));
    } catch (JsonbException e) {
      throw TidingsException.invalid(
          "data", "must be an object that JSON-B can write: " + e.getMessage());
    }
  }

  /** A string as text, bytes as bytes, any other object as JSON; null and content stay. */
  static Content of(Object value) {
    if (value instanceof String text) {
      return text(text);
    } else if (value instanceof byte[] bytes) {
      return binary(bytes);
    } else if (value == null || value instanceof Content) {
      return (Content) value;
    }
    return object(value);
  }

  /** The same content as the data of a message, which errors then name. */
  Content asDataOf(MessageId message) {
    return new Content(form, bytes, message);
  }

  public Form form() {
    return form;
  }

  /** The number of bytes, in UTF-8 for text and JSON. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The text, the JSON text, or the bytes in base64. */
  public String asString() {
    return form == Form.BINARY
        ? Base64.getEncoder().encodeToString(bytes)
        : new String(bytes, UTF_8);
  }

  /**
   * The content as an object, which JSON-B reads out of the JSON. Text and bytes are read as JSON
   * too: a publisher may have sent JSON as a request body of another type. {@code String} and
   * {@code byte[]} are exceptions: they give {@link #asString()} and {@link #toBytes()}.
   *
   * @return null for the JSON value {@code null}
   * @throws TidingsException {@link ErrorType#INVALID_INPUT} with the id of the message and the
   *     type, when JSON-B cannot read one as the other
   */
  public <T> T as(Class<T> type) {
    return as((Type) type);
  }

  /** As {@link #as(Class)}, of a type with parameters, such as that of a list of orders. */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T> T as(Type type) {
    @SuppressWarnings("unchecked") // As in JSON-B: the caller names the type twice.
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
      return Json.BINDING.fromJson(new String(bytes, UTF_8), type);
    } catch (RuntimeException e) { // Not only of JSON-B: constructors of the type check too.
      throw unreadable(type, e);
    }
  }

  private TidingsException unreadable(Type type, RuntimeException reason) {
    String subject = origin == null ? "The data" : "The data of message " + origin;
    return new TidingsException(
        ErrorType.INVALID_INPUT,
        "%s (%s) cannot be read as %s: %s"
            .formatted(subject, this, type.getTypeName(), reason.getMessage()),
        reason);
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
