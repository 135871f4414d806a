package dev.tidings.transport.json;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Content-Type of a request.
 *
 * @param sent the header as the client sent it
 * @param type such as {@code text/plain}, in lower case, without parameters
 * @param charset in lower case; empty when the client names none
 */
public record ContentType(String sent, String type, String charset) {
  private static final String NONE = "application/octet-stream";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern FORM =
      Pattern.compile("(" + TOKEN + "/" + TOKEN + ")[ \\t]*(;[ -~\\t]*)?");
  private static final Pattern CHARSET =
      Pattern.compile(";[ \\t]*charset=\"?([^\";, \\t]*)", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the values of the header; none means bytes.
   *
   * @throws TidingsException when there are several or it is no type/subtype
   */
  public static ContentType of(List<String> values) {
    if (values.size() > 1) {
      throw TidingsException.invalid("Content-Type", "must not be there twice");
    }
    String sent = values.isEmpty() ? NONE : values.get(0).strip();
    Matcher matcher = FORM.matcher(sent);
    if (!matcher.matches()) {
      throw new TidingsException(
          ErrorType.UNSUPPORTED_MEDIA_TYPE,
          "The Content-Type is not of the form type/subtype; name the type of the body.");
    }
    return new ContentType(sent, matcher.group(1).toLowerCase(Locale.ROOT), charset(sent));
  }

  private static String charset(String sent) {
    Matcher matcher = CHARSET.matcher(sent);
    return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
  }

  /** Whether the body is JSON in the form of this API. */
  public boolean isJson() {
    return type.equals("application/json");
  }

  public boolean isForm() {
    return type.equals("application/x-www-form-urlencoded");
  }

  /** Whether the body is for people or text tools to read; everything else is bytes. */
  public boolean isText() {
    return type.startsWith("text/")
        || type.endsWith("/json")
        || type.endsWith("+json")
        || type.endsWith("/xml")
        || type.endsWith("+xml")
        || isForm();
  }

  /**
   * Text is UTF-8 here.
   *
   * @throws TidingsException when the client names another encoding
   */
  public void requireUtf8() {
    if (!charset.isEmpty() && !List.of("utf-8", "utf8", "us-ascii").contains(charset)) {
      throw new TidingsException(
          ErrorType.UNSUPPORTED_MEDIA_TYPE,
          "The body has another encoding than UTF-8; send UTF-8, or bytes as " + NONE + ".");
    }
  }
}
