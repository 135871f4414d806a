package dev.tidings.transport.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Writes JSON in UTF-8 as it is told, value by value, so that an answer of any length needs one
 * small buffer. Unlike the generators of servers it can pass stored JSON on without parsing it.
 */
public final class JsonOutput {
  private static final int SMALLEST_BUFFER = 256;
  private static final int LARGEST_BUFFER = 8_192;
  private static final char[] HEXADECIMAL = "0123456789abcdef".toCharArray();

  private final OutputStream out;
  private byte[] buffer = new byte[SMALLEST_BUFFER];
  private int used;
  private boolean needsComma;

  public JsonOutput(OutputStream out) {
    this.out = out;
  }

  /** The bytes of what the writer writes. */
  public static byte[] bytes(Consumer<JsonOutput> writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JsonOutput json = new JsonOutput(bytes);
    writer.accept(json);
    json.flush();
    return bytes.toByteArray();
  }

  /** One object with the fields that the writer writes. */
  public JsonOutput object(Consumer<JsonOutput> fields) {
    begin('{');
    fields.accept(this);
    end('}');
    return this;
  }

  /** One array with the values that the writer writes. */
  public JsonOutput array(Consumer<JsonOutput> values) {
    begin('[');
    values.accept(this);
    end(']');
    return this;
  }

  /** The name of the field whose value follows. */
  public JsonOutput name(String name) {
    text(name);
    put(':');
    needsComma = false;
    return this;
  }

  public JsonOutput field(String name, String value) {
    return name(name).text(value);
  }

  public JsonOutput field(String name, long value) {
    return name(name).number(value);
  }

  public JsonOutput field(String name, boolean value) {
    return name(name).verbatim(Boolean.toString(value));
  }

  public JsonOutput text(String value) {
    comma();
    put('"');
    for (int at = 0; at < value.length(); at++) {
      char letter = value.charAt(at);
      if (isPlain(letter)) {
        put(letter);
      } else {
        int codePoint = value.codePointAt(at);
        escape(codePoint, this::character);
        at += Character.charCount(codePoint) - 1;
      }
    }
    put('"');
    return this;
  }

  /**
   * A text that is there in UTF-8 already, which JSON uses too: only few letters are not copied.
   */
  public JsonOutput text(byte[] utf8) {
    comma();
    put('"');
    int copied = 0;
    for (int at = 0; at < utf8.length; at++) {
      if (utf8[at] >= 0 && !isPlain((char) utf8[at])) {
        put(utf8, copied, at);
        escape(utf8[at], this::character);
        copied = at + 1;
      }
    }
    put(utf8, copied, utf8.length);
    put('"');
    return this;
  }

  public JsonOutput number(long value) {
    return verbatim(Long.toString(value));
  }

  /** A value that is JSON already. */
  public JsonOutput verbatim(String json) {
    comma();
    json.codePoints().forEach(this::character);
    return this;
  }

  /** A value that is JSON already, in UTF-8. */
  public JsonOutput verbatim(byte[] json) {
    comma();
    put(json, 0, json.length);
    return this;
  }

  /** Must come last: what is still in the buffer goes out. */
  public void flush() {
    drain();
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(char bracket) {
    comma();
    put(bracket);
    needsComma = false;
  }

  private void end(char bracket) {
    put(bracket);
    needsComma = true;
  }

  private void comma() {
    if (needsComma) {
      put(',');
    }
    needsComma = true;
  }

  private void character(int codePoint) {
    if (codePoint < 0x80) {
      put(codePoint);
    } else if (codePoint < 0x800) {
      put(0xC0 | (codePoint >> 6));
      continuation(codePoint, 0);
    } else if (codePoint < 0x10000) {
      put(0xE0 | (codePoint >> 12));
      continuation(codePoint, 6);
      continuation(codePoint, 0);
    } else {
      put(0xF0 | (codePoint >> 18));
      continuation(codePoint, 12);
      continuation(codePoint, 6);
      continuation(codePoint, 0);
    }
  }

  private void continuation(int codePoint, int shift) {
    put(0x80 | ((codePoint >> shift) & 0x3F));
  }

  private void put(int octet) {
    if (used == buffer.length) {
      makeRoom(1);
    }
    buffer[used++] = (byte) octet;
  }

  private void put(byte[] octets, int from, int to) {
    int length = to - from;
    if (length > buffer.length - used) {
      makeRoom(length);
    }
    if (length > buffer.length) {
      write(octets, from, length);
    } else {
      System.arraycopy(octets, from, buffer, used, length);
      used += length;
    }
  }

  private void makeRoom(int length) {
    int wanted = Math.min(LARGEST_BUFFER, Math.max(used + length, 2 * buffer.length));
    if (wanted > buffer.length) {
      buffer = Arrays.copyOf(buffer, wanted);
    }
    if (length > buffer.length - used) {
      drain();
    }
  }

  private void drain() {
    write(buffer, 0, used);
    used = 0;
  }

  private void write(byte[] octets, int from, int length) {
    try {
      out.write(octets, from, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Appends the text as a JSON string. */
  static void quote(String text, StringBuilder json) {
    json.append('"');
    int copied = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        json.append(text, copied, i);
        int codePoint = text.codePointAt(i);
        escape(codePoint, json::appendCodePoint);
        i += Character.charCount(codePoint) - 1;
        copied = i + 1;
      }
    }
    // Nearly always the text itself, which goes over at once.
    json.append(text.substring(copied)).append('"');
  }

  static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int codePoint = text.codePointAt(i);
        if (isSurrogate(codePoint)) {
          return true;
        }
        i += Character.charCount(codePoint) - 1;
      }
    }
    return false;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Nearly all letters are: this is what makes long texts cheap. */
  private static boolean isPlain(char letter) {
    return letter >= ' ' && letter < 0x7F && letter != '"' && letter != '\\';
  }

  private static void escape(int codePoint, IntConsumer target) {
    int letter = shortEscape(codePoint);
    if (letter != 0) {
      target.accept('\\');
      target.accept(letter);
    } else if (codePoint < 0x20 || codePoint == 0x7F || isSurrogate(codePoint)) {
      target.accept('\\');
      target.accept('u');
      for (int shift = 12; shift >= 0; shift -= 4) {
        target.accept(HEXADECIMAL[(codePoint >> shift) & 0xF]);
      }
    } else {
      target.accept(codePoint);
    }
  }

  private static int shortEscape(int codePoint) {
    return switch (codePoint) {
      case '"', '\\' -> codePoint;
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 0;
    };
  }
}
