package dev.tidings.security;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.store.endpoint.Credentials;
import dev.tidings.store.endpoint.Endpoint;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.session.LoginSession;
import dev.tidings.store.session.LoginSessions;
import dev.tidings.store.session.SessionKind;
import dev.tidings.store.session.SessionToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * Logins that a browser stays with, on all nodes. One ends with its time, when somebody logs out,
 * and as soon as the endpoint has another password or username, is disabled or deleted. Its role
 * counts as it is at each request.
 */
@ApplicationScoped
public class BrowserSessions {
  private static final String CSRF = "csrf";

  private LoginSessions sessions;
  private Endpoints endpoints;
  private EndpointIdentityStore identities;
  private VerifiedLogins logins;
  private Settings settings;

  /** For the proxies of CDI. */
  protected BrowserSessions() {}

  @Inject
  public BrowserSessions(
      LoginSessions sessions,
      Endpoints endpoints,
      EndpointIdentityStore identities,
      VerifiedLogins logins,
      Settings settings) {
    this.sessions = sessions;
    this.endpoints = endpoints;
    this.identities = identities;
    this.logins = logins;
    this.settings = settings;
  }

  /**
   * Begins a session of a caller who has just shown the password, with a token that nobody has had
   * before.
   *
   * @throws TidingsException {@link ErrorType#NOT_AUTHENTICATED} when the login has lost its worth
   *     meanwhile
   */
  public SessionLogin begin(Caller caller) {
    SessionToken token = SessionToken.random();
    String username =
        endpoints
            .stored(caller.endpointName())
            .map(Endpoint::details)
            .map(details -> details.settings().username())
            .orElse("");
    Credentials credentials =
        active(username).orElseThrow(() -> notAuthenticated("The login has ended meanwhile."));
    // Asked after the credentials were read: then they are those that the password was right for.
    if (!caller.loginStatus().isGood()) {
      throw notAuthenticated("The password was changed meanwhile. Log in again.");
    }
    Instant expiresAt =
        sessions.add(
            token,
            SessionKind.SESSION,
            credentials.endpointId(),
            username,
            credentials.passwordHash(),
            settings.duration(Setting.CONSOLE_SESSION_LIFETIME));
    return login(token, username, credentials, expiresAt);
  }

  /** The login that the token stands for, if it still does. */
  public Optional<SessionLogin> find(String text) {
    return SessionToken.parse(text).flatMap(this::find);
  }

  private Optional<SessionLogin> find(SessionToken token) {
    return sessions
        .find(token, SessionKind.SESSION)
        .flatMap(
            session ->
                current(session)
                    .map(
                        credentials ->
                            login(token, session.username(), credentials, session.expiresAt())));
  }

  /**
   * The endpoint whose first password the token may set. It may until the endpoint has another
   * password, so once.
   */
  public Optional<Caller> findSetUp(String text) {
    return SessionToken.parse(text)
        .flatMap(token -> sessions.find(token, SessionKind.SET_UP))
        .flatMap(this::current)
        .map(credentials -> new Caller(credentials.endpointName(), credentials.role()));
  }

  /** Ends a session; does nothing when there is none. */
  public void end(String text) {
    SessionToken.parse(text).ifPresent(sessions::remove);
  }

  private Optional<Credentials> current(LoginSession session) {
    return active(session.username())
        .filter(credentials -> credentials.endpointId() == session.endpointId())
        .filter(credentials -> session.beganWith(credentials.passwordHash()));
  }

  private Optional<Credentials> active(String username) {
    return username.isEmpty()
        ? Optional.empty()
        : identities.stored(username).filter(Credentials::isActive);
  }

  private SessionLogin login(
      SessionToken token, String username, Credentials credentials, Instant expiresAt) {
    LoginStatus loginStatus = new LoginStatusCheck(username, credentials, logins, identities);
    return new SessionLogin(
        new Caller(credentials.endpointName(), credentials.role(), loginStatus),
        token.text(),
        token.derive(CSRF),
        expiresAt);
  }

  private static TidingsException notAuthenticated(String detail) {
    return new TidingsException(ErrorType.NOT_AUTHENTICATED, detail);
  }
}
