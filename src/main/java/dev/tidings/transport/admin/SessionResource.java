package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.ErrorType;
import dev.tidings.api.PageRequest;
import dev.tidings.api.TidingsException;
import dev.tidings.security.BrowserSessions;
import dev.tidings.security.Caller;
import dev.tidings.security.SessionLogin;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.http.filter.SessionRequests;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.Violations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;

/**
 * The session of a browser: it begins with a password, and goes on with a cookie. It is for whoever
 * may use the administration, to read or to change.
 */
@ApplicationScoped
@Guarded(administratorsOnly = true, monitorsToo = true)
@Path("/session")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
  @Inject private BrowserSessions sessions;
  @Inject private SessionCookies cookies;
  @Inject private Administration administration;

  /** Who is logged in. A page that was loaded again learns here what its requests have to carry. */
  @GET
  public Response read(@Context HttpServletRequest request, @Context SecurityContext security) {
    Caller caller = CallerContext.caller(security);
    return JsonResponses.object(
            200,
            json -> {
              write(json, caller);
              SessionRequests.token(request)
                  .flatMap(sessions::find)
                  .filter(login -> login.caller().equals(caller))
                  .ifPresent(login -> write(json, login));
            })
        .build();
  }

  /**
   * Begins a session of who has shown a password with this request, or sets the first password with
   * the link that the first start has logged. A session that the browser had before ends.
   */
  @POST
  public Response begin(
      @Context HttpServletRequest request, @Context SecurityContext security, InputStream body) {
    Caller caller = CallerContext.caller(security);
    if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
      throw new TidingsException(
          ErrorType.NOT_AUTHENTICATED, "A session begins with a username and a password.");
    }
    if (SessionRequests.setUpToken(request).isPresent()) {
      setPassword(caller, readPassword(JsonBody.read(request, body)));
    }
    SessionLogin login = sessions.begin(caller);
    SessionRequests.token(request).ifPresent(sessions::end);
    return JsonResponses.object(
            201,
            json -> {
              write(json, login.caller());
              write(json, login);
            })
        .header(HttpHeaders.SET_COOKIE, cookies.keep(request, login.token()))
        .build();
  }

  @DELETE
  public Response end(@Context HttpServletRequest request) {
    SessionRequests.token(request).ifPresent(sessions::end);
    return Response.noContent().header(HttpHeaders.SET_COOKIE, cookies.forget(request)).build();
  }

  private static String readPassword(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    String password = fields.text("password").orElse("");
    if (password.isEmpty()) {
      fields.refuse("password", "is required");
    }
    fields.refuseOthers();
    violations.throwIfAny();
    return password;
  }

  /** Of two at the same time, the version lets one through. */
  private void setPassword(Caller caller, String password) {
    EndpointDetails endpoint =
        administration
            .endpoints(new PageRequest(0, PageRequest.MAX_LIMIT, caller.endpointName()))
            .rows()
            .stream()
            .filter(one -> one.settings().name().equals(caller.endpointName()))
            .findFirst()
            .orElseThrow();
    EndpointSettings old = endpoint.settings();
    administration.changeEndpoint(
        endpoint.id(),
        endpoint.version(),
        new EndpointSettings(
            old.name(),
            old.type(),
            old.role(),
            old.username(),
            password,
            old.patterns(),
            old.isActive()));
  }

  private static void write(JsonOutput json, Caller caller) {
    json.field("endpoint_name", caller.endpointName()).field("role", caller.role().wireName());
  }

  private static void write(JsonOutput json, SessionLogin login) {
    json.field("csrf_token", login.csrfToken())
        .field("expires_at", JsonTime.format(login.expiresAt()));
  }
}
