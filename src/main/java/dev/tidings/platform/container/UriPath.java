package dev.tidings.platform.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request as its client sent it.
 *
 * @param decoded the path without escapes; empty when an escape is malformed, or what it stands for
 *     is not UTF-8
 */
public record UriPath(Optional<String> decoded) {
  private static final String UNCHANGED = "/-_~:@!$&'()*+,=";

  public static UriPath of(String path) {
    return of(path.getBytes(UTF_8));
  }

  static UriPath of(byte[] path) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length);
    for (int i = 0; i < path.length; i++) {
      int octet = path[i];
      if (octet == '%') {
        octet = i + 2 < path.length ? octet(path[i + 1], path[i + 2]) : -1;
        if (octet < 0) {
          return new UriPath(Optional.empty());
        }
        i += 2;
      }
      bytes.write(octet);
    }
    return new UriPath(utf8(bytes.toByteArray()));
  }

  /** Whether there is nothing in it to decode or to resolve, as in most; this is quick. */
  public static boolean isPlain(String path) {
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char next = path.charAt(i);
      if (next <= ' ' || next > '~' || next == '%' || next == '\\') {
        return false;
      }
      if (next == '.' && before == '/') {
        return false;
      }
      before = next;
    }
    return true;
  }

  /** Whether every server and every resource reads the same from it. */
  public boolean isReadable() {
    return decoded.isPresent()
        && decoded.get().chars().noneMatch(c -> Character.isISOControl(c) || c == '\\');
  }

  /** Whether it has a segment {@code .} or {@code ..}, escaped or not. */
  public boolean hasDotSegment() {
    return segments().stream().anyMatch(segment -> segment.equals(".") || segment.equals(".."));
  }

  /** Whether it leads above the root. */
  boolean leavesRoot() {
    int depth = 0;
    for (String segment : segments()) {
      depth += segment.equals("..") ? -1 : segment.isEmpty() || segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether its last segment is {@code .} or {@code ..}, escaped or not. */
  boolean endsWithDotSegment() {
    List<String> segments = segments();
    String last = segments.get(segments.size() - 1);
    return last.equals(".") || last.equals("..");
  }

  /** A path that every server can decode, and that begins like this one as far as that is plain. */
  static String escaped(byte[] path) {
    StringBuilder escaped = new StringBuilder(path.length * 2);
    int before = 0;
    for (byte octet : path) {
      boolean isPlain =
          isAlphanumeric(octet)
              || (octet == '.' && before != '/')
              || UNCHANGED.indexOf(octet & 0xff) >= 0;
      if (isPlain) {
        escaped.append((char) octet);
      } else if (octet == '%') {
        escaped.append("%25");
      } else {
        escaped.append("%%25%02X".formatted(octet & 0xff));
      }
      before = octet;
    }
    return escaped.toString();
  }

  private List<String> segments() {
    return Arrays.asList(decoded.orElse("").split("/", -1));
  }

  private static boolean isAlphanumeric(byte octet) {
    return (octet >= '0' && octet <= '9')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= 'a' && octet <= 'z');
  }

  /** Two digits; -1 when they are none. */
  private static int octet(byte high, byte low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 ? -1 : first << 4 | second;
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
