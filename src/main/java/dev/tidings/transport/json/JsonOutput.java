package dev.tidings.transport.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes JSON in UTF-8 as it is told, value by value, so that an answer of any length needs one
 * small buffer. Stored JSON is passed on without parsing it.
 */
public final class JsonOutput {
  private final JsonGenerator generator;

  JsonOutput(OutputStream out) {
    generator = JsonFormat.generator(out);
  }

  /** The bytes of what the writer writes. */
  public static byte[] bytes(Consumer<JsonOutput> writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(bytes, writer);
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return bytes.toByteArray();
  }

  /** Sends what the writer writes, while it writes. */
  public static void write(OutputStream out, Consumer<JsonOutput> writer) throws IOException {
    JsonOutput json = new JsonOutput(out);
    try {
      writer.accept(json);
      json.generator.close();
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }

  /** One object with the fields that the writer writes. */
  public JsonOutput object(Consumer<JsonOutput> fields) {
    generator.writeStartObject();
    fields.accept(this);
    generator.writeEndObject();
    return this;
  }

  /** One array with the values that the writer writes. */
  public JsonOutput array(Consumer<JsonOutput> values) {
    generator.writeStartArray();
    values.accept(this);
    generator.writeEndArray();
    return this;
  }

  /** The name of the field whose value follows. */
  public JsonOutput name(String name) {
    generator.writeName(name);
    return this;
  }

  public JsonOutput field(String name, String value) {
    return name(name).text(value);
  }

  public JsonOutput field(String name, long value) {
    return name(name).number(value);
  }

  public JsonOutput field(String name, boolean value) {
    name(name).generator.writeBoolean(value);
    return this;
  }

  public JsonOutput text(String value) {
    if (Surrogates.hasLone(value)) {
      generator.writeRawValue(withEscapedSurrogates(value));
    } else {
      generator.writeString(value);
    }
    return this;
  }

  /** What a client wrote, in an error: UTF-8 has no form for half of a surrogate pair. */
  private static String withEscapedSurrogates(String value) {
    StringWriter quoted = new StringWriter();
    try (JsonGenerator json = JsonFormat.generator(quoted)) {
      json.writeString(value);
    }
    return Surrogates.escapeLone(quoted.toString());
  }

  /** A text that is there in UTF-8 already, which JSON uses too. */
  public JsonOutput text(byte[] utf8) {
    generator.writeUTF8String(utf8, 0, utf8.length);
    return this;
  }

  public JsonOutput number(long value) {
    generator.writeNumber(value);
    return this;
  }

  /** A value that is JSON already. */
  public JsonOutput verbatim(String json) {
    generator.writeRawValue(json);
    return this;
  }

  /** A value that is JSON already, in UTF-8. */
  public JsonOutput verbatim(byte[] json) {
    generator.writeRawValue(new Utf8Json(json));
    return this;
  }

  /** Sends what is still in the buffer. */
  public void flush() {
    generator.flush();
  }
}
