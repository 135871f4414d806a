package dev.tidings.transport.http.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the header Forwarded (RFC 7239). A list that cannot be read as a whole is not read at all:
 * with an open quotation mark a client could swallow what the proxies added behind it.
 */
final class ForwardedHeader {
  static final String NAME = "Forwarded";

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String QUOTED =
      "\"(?:[\\t !#-\\[\\]-~\\x80-\\xff]|\\\\[\\t -~\\x80-\\xff])*+\"";
  private static final Pattern PAIR =
      Pattern.compile("(?<name>%s)=(?<value>%<s|%s)".formatted(TOKEN, QUOTED));
  private static final Pattern BLANKS = Pattern.compile("[ \\t]*");

  private final String text;
  private final Matcher matcher;
  private int position;

  private ForwardedHeader(String text) {
    this.text = text;
    this.matcher = PAIR.matcher(text);
  }

  /**
   * The elements, the proxy next to us last.
   *
   * @param lines all headers of that name, in their order
   * @throws MalformedForwardingException when they break the grammar
   */
  static List<ForwardedElement> parse(List<String> lines) {
    return new ForwardedHeader(String.join(",", lines)).elements();
  }

  private List<ForwardedElement> elements() {
    List<ForwardedElement> elements = new ArrayList<>();
    do {
      skipBlanks();
      // A list may have places with nothing in them.
      if (position < text.length() && text.charAt(position) != ',') {
        elements.add(element());
      }
    } while (skip(','));
    if (position < text.length()) {
      throw malformed();
    }
    return elements;
  }

  private ForwardedElement element() {
    Map<String, String> pairs = new HashMap<>();
    do {
      skipBlanks();
      if (matcher.region(position, text.length()).lookingAt()) {
        position = matcher.end();
        add(pairs);
      }
      skipBlanks();
    } while (skip(';'));
    return new ForwardedElement(
        pairs.getOrDefault("for", ""),
        pairs.getOrDefault("proto", ""),
        pairs.getOrDefault("host", ""),
        "");
  }

  private void add(Map<String, String> pairs) {
    String name = matcher.group("name").toLowerCase(Locale.ROOT);
    if (pairs.put(name, unquoted(matcher.group("value"))) != null) {
      throw malformed();
    }
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }

  private void skipBlanks() {
    Matcher blanks = BLANKS.matcher(text).region(position, text.length());
    position = blanks.lookingAt() ? blanks.end() : position;
  }

  private boolean skip(char separator) {
    boolean isThere = position < text.length() && text.charAt(position) == separator;
    position += isThere ? 1 : 0;
    return isThere;
  }

  private static MalformedForwardingException malformed() {
    return new MalformedForwardingException("The header Forwarded breaks the grammar of RFC 7239.");
  }
}
