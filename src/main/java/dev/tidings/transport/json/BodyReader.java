package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.TidingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Reads request bodies; how long they may be is the business of the stream. */
public final class BodyReader {
  private static final char REPLACEMENT = '\uFFFD';

  private BodyReader() {}

  /**
   * All of the body.
   *
   * @throws TidingsException when the client breaks off, or as the stream says
   */
  public static byte[] read(InputStream body) {
    try {
      byte[] there = body.readNBytes(body.available());
      int next = body.read();
      return next < 0 ? there : all(there, next, body);
    } catch (IOException e) {
      throw TidingsException.invalid("body", "could not be read to its end");
    }
  }

  /** Mostly all of it is there at once; of the rest nobody knows how long it is. */
  private static byte[] all(byte[] there, int next, InputStream rest) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream(there.length + 1);
    all.write(there);
    all.write(next);
    rest.transferTo(all);
    return all.toByteArray();
  }

  /**
   * The body as text.
   *
   * @throws TidingsException when it is not UTF-8
   */
  public static String text(byte[] body) {
    return utf8(body)
        .orElseThrow(
            () -> TidingsException.invalid("body", "must be UTF-8, as its Content-Type says"));
  }

  /** The body as text; empty when it is not UTF-8. */
  static Optional<String> utf8(byte[] body) {
    String text = new String(body, UTF_8);
    // What is not UTF-8 becomes this character. It may have been sent as well, and seldom is.
    boolean isPlain = text.indexOf(REPLACEMENT) < 0;
    return isPlain || isUtf8(body) ? Optional.of(text) : Optional.empty();
  }

  private static boolean isUtf8(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
