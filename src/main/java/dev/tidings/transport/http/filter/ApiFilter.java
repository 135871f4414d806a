package dev.tidings.transport.http.filter;

import dev.tidings.security.Authenticator;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.ClientDisconnect;
import dev.tidings.transport.http.CurrentCaller;
import dev.tidings.transport.http.ServletResponses;
import dev.tidings.transport.http.body.AsyncBodyReader;
import dev.tidings.transport.http.body.RequestBodies;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Checks every request to an HTTP API before anything else does: its path, where it comes from and
 * its credentials; then has its body received. What passes goes on as an {@link
 * AuthenticatedRequest}, whose principal is the caller; resources refuse everything else.
 */
public abstract class ApiFilter implements Filter {
  @Inject private Authenticator authenticator;
  @Inject private RequestBodies bodies;
  @Inject private Origins origins;

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest unchecked = (HttpServletRequest) request;
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      AsyncBodyReader.of(unchecked).resume(chain, this::checkAgain);
      return;
    }
    HttpServletResponse answer =
        new DisconnectTolerantResponse(
            (HttpServletResponse) response, ClientDisconnect.begin(request));
    Optional<HttpServletRequest> complete;
    try {
      AuthenticatedRequest checked = check(unchecked);
      if (serveStream(checked, answer)) {
        return;
      }
      complete =
          bodies
              .receive(checked, answer, this::refuse)
              .map(received -> received == checked ? checked : checkAgain(received));
    } catch (RuntimeException refusal) {
      refuse(refusal, unchecked, answer);
      return;
    }
    if (complete.isPresent()) {
      HttpServletRequest checked = complete.get();
      CurrentCaller.serve(checked, () -> chain.doFilter(checked, answer));
      requireResponse(checked, answer);
    }
  }

  /** Whoever sends a body that nobody reads has to connect again. */
  private void refuse(Throwable thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!RequestBodies.hasArrived(request)) {
      response.setHeader("Connection", "close");
    }
    ServletResponses.write(refusal(thrown, request), request, response);
  }

  /** Nothing that nobody has handled is a success. */
  private void requireResponse(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (isUnhandled(request, response)) {
      IllegalStateException unhandled = new IllegalStateException("Nobody answered the request");
      ServletResponses.write(refusal(unhandled, request), request, response);
    }
  }

  /** A response that somebody wrote has a type, or a status that says that it has no body. */
  static boolean isUnhandled(HttpServletRequest request, HttpServletResponse response) {
    return !request.isAsyncStarted()
        && !response.isCommitted()
        && response.getStatus() == HttpServletResponse.SC_OK
        && response.getContentType() == null;
  }

  /** The response to a request that is refused, in the form of the API. */
  protected abstract Response refusal(Throwable thrown, HttpServletRequest request);

  /**
   * Serves a request whose body is read as it arrives, or whose response never ends by itself.
   *
   * @return whether it was such a request; false leaves it as it was
   * @throws RuntimeException what the request is refused for
   */
  protected boolean serveStream(HttpServletRequest checked, HttpServletResponse response)
      throws IOException {
    return false;
  }

  private AuthenticatedRequest check(HttpServletRequest request) {
    RequestPath.check(request);
    origins.requireMayCall(request);
    return new AuthenticatedRequest(request, authenticate(request));
  }

  /** What was true when the headers came need not be true when the last of the body has come. */
  private AuthenticatedRequest checkAgain(HttpServletRequest received) {
    return new AuthenticatedRequest(received, authenticate(received));
  }

  /**
   * The caller of a request that shows who sends it in another way than with a password; empty when
   * it has to have one.
   */
  protected Optional<CallerPrincipal> callerWithoutPassword(HttpServletRequest request) {
    return Optional.empty();
  }

  private CallerPrincipal authenticate(HttpServletRequest request) {
    return callerWithoutPassword(request).orElseGet(() -> callerByPassword(request));
  }

  private CallerPrincipal callerByPassword(HttpServletRequest request) {
    List<String> values = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
    BasicCredentials credentials = BasicCredentials.of(values);
    return new CallerPrincipal(
        authenticator.authenticate(
            credentials.username(), credentials.password(), request.getRemoteAddr()));
  }
}
