package dev.tidings.transport.json;

/** Halves of surrogate pairs: JSON can name one alone, and UTF-8 has no form for it. */
final class Surrogates {
  private Surrogates() {}

  static boolean hasLone(String text) {
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

  /** A JSON string in which those that stand alone are escaped. */
  static String escapeLone(String quoted) {
    StringBuilder escaped = new StringBuilder(quoted.length() + 10);
    quoted
        .codePoints()
        .forEach(
            codePoint -> {
              if (isSurrogate(codePoint)) {
                escaped.append("\\u").append(Integer.toHexString(codePoint));
              } else {
                escaped.appendCodePoint(codePoint);
              }
            });
    return escaped.toString();
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
