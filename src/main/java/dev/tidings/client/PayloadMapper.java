package dev.tidings.client;

import java.lang.reflect.Type;

/**
 * Turns objects into JSON and back, with the JSON library of the program. This is JSON-B, then
 * Jackson, 2 or 3:
 *
 * <pre>{@code
 * PayloadMapper.of(jsonb::toJson, jsonb::fromJson);
 *
 * PayloadMapper.of(
 *     mapper::writeValueAsString,
 *     (json, type) -> mapper.readValue(json, mapper.constructType(type)));
 * }</pre>
 *
 * <p>What its methods throw comes to the caller of the client as a {@link PayloadException}.
 */
public interface PayloadMapper {

  /** Writes an object as JSON. */
  String toJson(Object value) throws Exception;

  /** Reads an object of the type out of JSON. */
  Object fromJson(String json, Type type) throws Exception;

  /** Writes an object as JSON. */
  @FunctionalInterface
  interface Writer {
    String write(Object value) throws Exception;
  }

  /** Reads an object of the type out of JSON. */
  @FunctionalInterface
  interface Reader {
    Object read(String json, Type type) throws Exception;
  }

  /** A mapper of these two functions. */
  static PayloadMapper of(Writer writer, Reader reader) {
    return new PayloadMapper() {
      @Override
      public String toJson(Object value) throws Exception {
        return writer.write(value);
      }

      @Override
      public Object fromJson(String json, Type type) throws Exception {
        return reader.read(json, type);
      }
    };
  }
}
