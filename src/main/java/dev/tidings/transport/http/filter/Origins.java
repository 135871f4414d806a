package dev.tidings.transport.http.filter;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which pages may call this server. Browsers let any page send requests, add the credentials that
 * somebody once typed, and say in headers which page it is. Clients that are no browsers have
 * nothing that a foreign page could abuse; most of them send no such header.
 */
@ApplicationScoped
public class Origins {
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[a-z][a-z0-9+.-]*)://(?<host>\\[[0-9a-f:.]+]|[^\\[\\]:/?#@\\s]+)"
              + "(?::(?<port>[0-9]{1,5}))?(?:/.*)?");

  private List<String> trusted;

  /** For the proxies of CDI. */
  protected Origins() {}

  @Inject
  public Origins(Settings settings) {
    this(
        settings.optional(Setting.HTTP_ALLOWED_ORIGINS).orElse(""),
        settings.optional(Setting.PUBLIC_URL).orElse(""));
  }

  Origins(String commaSeparated, String publicUrl) {
    trusted =
        Stream.concat(Arrays.stream(commaSeparated.split(",")), Stream.of(publicUrl))
            .map(Origins::normal)
            .flatMap(Optional::stream)
            .toList();
  }

  /**
   * Lets a call of an API pass if no browser sent it, or a page of this server or of an origin that
   * is trusted. Where there is no {@code Origin}, {@code Sec-Fetch-Site} tells. It also tells a
   * page that came over plain HTTP from one that came over TLS; the origin of either is ours.
   *
   * @throws TidingsException {@link ErrorType#ACCESS_DENIED}
   */
  void requireMayCall(HttpServletRequest request) {
    List<String> origins = originsOf(request);
    boolean isTrusted = !origins.isEmpty() && origins.stream().allMatch(this::isTrusted);
    if (!isTrusted && !(mayConnect(request) && isSameSite(request))) {
      throw new TidingsException(
          ErrorType.ACCESS_DENIED,
          "A page of another origin sent this. If that is meant, list its origin in "
              + Setting.HTTP_ALLOWED_ORIGINS.key()
              + ".");
    }
  }

  /**
   * Whether the handshake of a WebSocket may go on. Browsers always send {@code Origin} with it,
   * and no credentials.
   */
  public boolean mayConnect(HttpServletRequest request) {
    return originsOf(request).stream()
        .allMatch(origin -> isTrusted(origin) || isOfThisServer(origin, request));
  }

  private boolean isTrusted(String origin) {
    return normal(origin).filter(trusted::contains).isPresent();
  }

  private static List<String> originsOf(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Origin")).stream()
        .filter(origin -> !origin.isEmpty())
        .toList();
  }

  /** A proxy in front may speak TLS for us, so the scheme may be either. */
  private static boolean isOfThisServer(String origin, HttpServletRequest request) {
    Optional<String> page = normal(origin);
    String named = request.getServerName() + ":" + request.getServerPort();
    return page.isPresent()
        && Stream.of(Optional.ofNullable(request.getHeader("Host")), Optional.of(named))
            .flatMap(Optional::stream)
            .flatMap(host -> Stream.of(normal("http://" + host), normal("https://" + host)))
            .anyMatch(page::equals);
  }

  private static boolean isSameSite(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Sec-Fetch-Site")).stream()
        .allMatch(List.of("same-origin", "none")::contains);
  }

  /**
   * Scheme, host and port, in lower case, without a port that goes without saying. A program may
   * name the address of the WebSocket itself as its origin.
   */
  private static Optional<String> normal(String url) {
    Matcher matcher = URL.matcher(url.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String scheme = matcher.group("scheme").replaceFirst("^ws(s?)$", "http$1");
    String usual = scheme.equals("https") ? "443" : "80";
    String port = matcher.group("port");
    return Optional.of(
        scheme
            + "://"
            + matcher.group("host")
            + (port == null || port.equals(usual) ? "" : ":" + port));
  }
}
