package dev.tidings.transport.http.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.security.BrowserSessions;
import dev.tidings.security.Caller;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.security.SessionLogin;
import dev.tidings.transport.http.HttpPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Requests of a browser that has logged in: they have a cookie in place of a password. Only the
 * administration takes them. A browser adds the cookie whoever made it send the request, so each
 * request also carries a token that only pages of this server learn. The one exception is the
 * request that asks for this token: nobody but a page of this server can read its response.
 */
@ApplicationScoped
public class SessionRequests {
  public static final String COOKIE = "tidings-session";
  public static final String CSRF_HEADER = "Tidings-Csrf";
  private static final String SET_UP_SCHEME = "Setup ";

  private static final String ADMINISTRATION = "/api/v1/admin/";
  private static final String SESSION = ADMINISTRATION + "session";

  private BrowserSessions sessions;

  /** For the proxies of CDI. */
  protected SessionRequests() {}

  @Inject
  public SessionRequests(BrowserSessions sessions) {
    this.sessions = sessions;
  }

  /**
   * The caller of a request that has no password.
   *
   * @return empty when it has to have one
   * @throws TidingsException {@link ErrorType#NOT_AUTHENTICATED} when its session has ended, {@link
   *     ErrorType#ACCESS_DENIED} when the token is missing or of another session
   */
  public Optional<CallerPrincipal> caller(HttpServletRequest request) {
    String path = HttpPath.decodedBelow(request);
    if (!path.startsWith(ADMINISTRATION)) {
      return Optional.empty();
    }
    if (setUpToken(request).isPresent()) {
      return Optional.of(new CallerPrincipal(setUp(request, path)));
    }
    if (request.getHeader(HttpHeaders.AUTHORIZATION) != null || cookies(request).isEmpty()) {
      return Optional.empty();
    }
    SessionLogin login =
        token(request)
            .flatMap(sessions::find)
            .orElseThrow(() -> refuse("The session has ended. Log in again."));
    if (!(path.equals(SESSION) && request.getMethod().equals("GET"))) {
      requireCsrfToken(request, login);
    }
    return Optional.of(new CallerPrincipal(login.caller()));
  }

  /** The token of the session, if the request has exactly one such cookie. */
  public static Optional<String> token(HttpServletRequest request) {
    List<String> values = cookies(request);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** The token of the link that sets the first password, if the request has one. */
  public static Optional<String> setUpToken(HttpServletRequest request) {
    List<String> values = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    return values.size() == 1 && values.get(0).startsWith(SET_UP_SCHEME)
        ? Optional.of(values.get(0).substring(SET_UP_SCHEME.length()))
        : Optional.empty();
  }

  /** Whether a page of ours sent it, which asks for passwords in a form and not in a dialogue. */
  public static boolean isOfAPage(HttpServletRequest request) {
    return request.getHeader(CSRF_HEADER) != null || !cookies(request).isEmpty();
  }

  private Caller setUp(HttpServletRequest request, String path) {
    if (!(path.equals(SESSION) && request.getMethod().equals("POST"))) {
      throw refuse("A link that sets a password is good for nothing else.");
    }
    return setUpToken(request)
        .flatMap(sessions::findSetUp)
        .orElseThrow(
            () ->
                refuse(
                    "The link was used already, or is older than 15 minutes. Log in with the"
                        + " password."));
  }

  private static void requireCsrfToken(HttpServletRequest request, SessionLogin login) {
    List<String> sent = Collections.list(request.getHeaders(CSRF_HEADER));
    boolean isRight =
        sent.size() == 1
            && MessageDigest.isEqual(
                sent.get(0).getBytes(US_ASCII), login.csrfToken().getBytes(US_ASCII));
    if (!isRight) {
      throw new TidingsException(
          ErrorType.ACCESS_DENIED,
          "The header "
              + CSRF_HEADER
              + " is missing or belongs to another session. Load the page again.");
    }
  }

  /** As they were sent: of two with one name, some servers show one. */
  private static List<String> cookies(HttpServletRequest request) {
    String begin = COOKIE + "=";
    return Collections.list(request.getHeaders(HttpHeaders.COOKIE)).stream()
        .flatMap(header -> Arrays.stream(header.split(";", -1)))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(begin))
        .map(cookie -> cookie.substring(begin.length()))
        .toList();
  }

  private static TidingsException refuse(String detail) {
    return new TidingsException(ErrorType.NOT_AUTHENTICATED, detail);
  }
}
