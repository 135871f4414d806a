package dev.tidings.transport.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Content;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.lang.reflect.Type;

/** Reads the data of a message as the type that a method takes. */
@ApplicationScoped
class PayloadReader {
  /** It is expensive to make and safe to share. */
  private Jsonb jsonb;

  @PostConstruct
  void begin() {
    jsonb = JsonbBuilder.create();
  }

  /** The data are not what the method takes, and never will be. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;
    private final String typeName;

    UnreadableException(Type type, RuntimeException cause) {
      super(
          "The data cannot be read as %s: %s".formatted(type.getTypeName(), cause.getMessage()),
          cause);
      typeName = type.getTypeName();
    }

    String typeName() {
      return typeName;
    }
  }

  /** Text and bytes are read as JSON too: publishers may not have said that they are. */
  Object read(Content data, Type type) throws UnreadableException {
    if (type == String.class) {
      return data.asString();
    } else if (type == byte[].class) {
      return data.toBytes();
    } else if (type == Content.class) {
      return data;
    }
    try {
      return jsonb.fromJson(new String(data.toBytes(), UTF_8), type);
    } catch (RuntimeException unreadable) {
      // Not only exceptions of JSON-B: the constructor of the type may throw what it likes.
      throw new UnreadableException(type, unreadable);
    }
  }
}
