package dev.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.TidingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reads request bodies; how long they may be is the business of the stream. */
public final class Bodies {
  private Bodies() {}

  /**
   * All of the body.
   *
   * @throws TidingsException when the client breaks off, or as the stream says
   */
  public static byte[] read(InputStream body) {
    try {
      return body.readAllBytes();
    } catch (IOException e) {
      throw TidingsException.invalid("body", "could not be read to its end");
    }
  }

  /**
   * The body as text.
   *
   * @throws TidingsException when it is not UTF-8
   */
  public static String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw TidingsException.invalid("body", "must be UTF-8, as its Content-Type says");
    }
  }
}
