package dev.tidings.transport.events;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.container.AsyncCompletion;
import dev.tidings.platform.container.PayaraDispatchFlag;
import dev.tidings.security.Caller;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.admin.RowRanks;
import dev.tidings.transport.http.ProblemResponse;
import dev.tidings.transport.http.RequestCompletion;
import dev.tidings.transport.http.ServletResponses;
import dev.tidings.transport.json.TextParameters;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Opens streams of events for endpoints that monitor or administer. */
public class EventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Inject private transient EventHub hub;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      open(request, response, caller(request));
    } catch (TidingsException refusal) {
      ServletResponses.write(ProblemResponse.of(refusal, request), request, response);
    }
  }

  private static Caller caller(HttpServletRequest request) {
    if (request.getUserPrincipal() instanceof CallerPrincipal principal
        && principal.caller().role().mayMonitor()) {
      return principal.caller();
    }
    throw new TidingsException(
        ErrorType.ACCESS_DENIED, "Only endpoints with the role monitor or admin may use this.");
  }

  private void open(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException {
    int limit = limit(request);
    hub.requireRoom(caller.endpointName());
    String lastEventId = Optional.ofNullable(request.getHeader("Last-Event-ID")).orElse("");
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("X-Accel-Buffering", "no");
    CompletableFuture<Void> departure = RequestCompletion.of(request);
    AsyncContext async = request.startAsync(request, unwrapped(response));
    async.setTimeout(0);
    PayaraDispatchFlag.removeFrom(async);
    AsyncCompletion completion = AsyncCompletion.of(request, async);
    Watcher watcher =
        new Watcher(
            caller,
            limit,
            async.getResponse().getOutputStream(),
            completion::complete,
            hub.threads(),
            hub::remove);
    // Until then the server itself may touch the response.
    var unused = departure.thenRun(() -> begin(watcher, lastEventId));
  }

  private static int limit(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter("limit"))
        .map(text -> (int) TextParameters.whole("limit", text, 1, RowRanks.MOST))
        .orElse(RowRanks.MOST);
  }

  private void begin(Watcher watcher, String lastEventId) {
    try {
      watcher.begin();
      hub.add(watcher, lastEventId);
    } catch (IllegalStateException gone) {
      // Containers refuse to write to a connection that has closed meanwhile.
      watcher.end();
    }
  }

  /** The filter of the API hides from others that a client has gone; a stream has to know. */
  private static ServletResponse unwrapped(ServletResponse response) {
    return response instanceof ServletResponseWrapper wrapper
        ? unwrapped(wrapper.getResponse())
        : response;
  }
}
