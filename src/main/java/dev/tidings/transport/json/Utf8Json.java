package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import tools.jackson.core.SerializableString;

/** JSON in UTF-8 that a generator copies as it is. */
@SuppressWarnings("ArrayRecordComponent")
record Utf8Json(byte[] bytes) implements SerializableString {

  @Override
  public String getValue() {
    return new String(bytes, UTF_8);
  }

  @Override
  public int charLength() {
    return getValue().length();
  }

  @Override
  public byte[] asUnquotedUTF8() {
    return bytes;
  }

  /** Negative if it does not fit. */
  @Override
  public int appendUnquotedUTF8(byte[] buffer, int offset) {
    if (bytes.length > buffer.length - offset) {
      return -1;
    }
    System.arraycopy(bytes, 0, buffer, offset, bytes.length);
    return bytes.length;
  }

  @Override
  public int appendUnquoted(char[] buffer, int offset) {
    String text = getValue();
    if (text.length() > buffer.length - offset) {
      return -1;
    }
    text.getChars(0, text.length(), buffer, offset);
    return text.length();
  }

  @Override
  public int writeUnquotedUTF8(OutputStream out) throws IOException {
    out.write(bytes);
    return bytes.length;
  }

  @Override
  public int putUnquotedUTF8(ByteBuffer buffer) {
    if (bytes.length > buffer.remaining()) {
      return -1;
    }
    buffer.put(bytes);
    return bytes.length;
  }

  @Override
  public char[] asQuotedChars() {
    throw isNoText();
  }

  @Override
  public byte[] asQuotedUTF8() {
    throw isNoText();
  }

  @Override
  public int appendQuotedUTF8(byte[] buffer, int offset) {
    throw isNoText();
  }

  @Override
  public int appendQuoted(char[] buffer, int offset) {
    throw isNoText();
  }

  @Override
  public int writeQuotedUTF8(OutputStream out) {
    throw isNoText();
  }

  @Override
  public int putQuotedUTF8(ByteBuffer buffer) {
    throw isNoText();
  }

  private static UnsupportedOperationException isNoText() {
    return new UnsupportedOperationException("JSON is not written inside a string");
  }
}
