package dev.tidings.transport.json;

import java.io.OutputStream;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** The settings of Jackson: what it accepts, and the bytes that it writes. */
final class JsonFormat {
  /**
   * The deepest nesting of objects and arrays; the library's own limit is one more, because its
   * error does not name the field.
   */
  static final int MAX_DEPTH = 64;

  /*
   * A body is as long as the transport allows, and is there as a whole. So the library need not limit
   * its parts: numbers and fields are limited where the error can name them. Names are the clients'
   * own and are not worth a table.
   */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH + 1)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(LIMITS)
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .characterEscapes(new Escapes())
          .build();

  private JsonFormat() {}

  static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  /** Writes UTF-8. It must not get a text with half of a surrogate pair. */
  static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  static JsonGenerator generator(Writer out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  /** Only quote, backslash, tab and ends of lines have a short form; DEL is escaped too. */
  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int DELETE = 0x7F;
    private static final int[] CODES = standardAsciiEscapesForJSON();

    static {
      CODES['\b'] = ESCAPE_STANDARD;
      CODES['\f'] = ESCAPE_STANDARD;
      CODES[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return CODES.clone();
    }

    /** Nothing else is escaped. */
    @Override
    public SerializableString getEscapeSequence(int character) {
      return null;
    }
  }
}
