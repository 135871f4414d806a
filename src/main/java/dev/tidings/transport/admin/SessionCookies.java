package dev.tidings.transport.admin;

import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.transport.http.HttpPath;
import dev.tidings.transport.http.filter.SessionRequests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The cookie of a session. Scripts cannot read it, pages of other sites cannot have it sent, no
 * other address gets it, and it ends with the browser.
 */
@ApplicationScoped
class SessionCookies {
  private static final String ADDRESS = "/api/v1/admin";

  private Settings settings;

  /** For the proxies of CDI. */
  protected SessionCookies() {}

  @Inject
  SessionCookies(Settings settings) {
    this.settings = settings;
  }

  /** Has the browser keep a token. */
  String keep(HttpServletRequest request, String token) {
    return cookie(request, token, "");
  }

  /** Has the browser drop what it kept. */
  String forget(HttpServletRequest request) {
    return cookie(request, "", "; Max-Age=0");
  }

  private String cookie(HttpServletRequest request, String value, String end) {
    return SessionRequests.COOKIE
        + "="
        + value
        + "; Path="
        + HttpPath.root(request)
        + ADDRESS
        + "; HttpOnly; SameSite=Strict"
        + (isSecure(request) ? "; Secure" : "")
        + end;
  }

  /** A proxy that nobody has declared may speak TLS for us; then the public URL says so. */
  private boolean isSecure(HttpServletRequest request) {
    return request.isSecure()
        || settings
            .optional(Setting.PUBLIC_URL)
            .filter(url -> url.startsWith("https:"))
            .isPresent();
  }
}
