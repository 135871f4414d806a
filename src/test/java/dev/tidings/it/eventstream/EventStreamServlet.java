package dev.tidings.it.eventstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Authenticator;
import dev.tidings.security.Login;
import dev.tidings.transport.delivery.ConnectedSessions;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.PrefetchWindow;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Server-sent events: another transport than the application has, on nothing but the delivery
 * package and the contract. {@code GET} opens a stream of the messages of a subscription; {@code
 * POST} acknowledges what a stream has sent, up to an event.
 */
@WebServlet(urlPatterns = EventStreamServlet.PATH, asyncSupported = true)
public class EventStreamServlet extends HttpServlet {
  /** Under that of the API, whose filter lets in who has credentials. */
  static final String PATH = "/api/v1/it-streams";

  private static final long serialVersionUID = 1;
  private static final PrefetchWindow WINDOW = new PrefetchWindow(50, 1_048_576);

  /** Most messages in one event. */
  private static final int BATCH = 20;

  /** Shorter than that of WebSockets, so that a test can outlast it. */
  private static final Duration LEASE = Duration.ofSeconds(6);

  @Inject private transient ConnectedSessions connected;
  @Inject private transient AsyncPubSub pubSub;
  @Inject private transient Authenticator authenticator;

  private final transient Map<String, EventStream> streams = new ConcurrentHashMap<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Login login = logIn(request);
      SubscriptionKey key =
          pubSub.requireSubscription(request.getParameter("topic"), login.caller().endpointName());
      open(request, response, login, key);
    } catch (TidingsException refusal) {
      response.setStatus(refusal.type() == ErrorType.NOT_AUTHENTICATED ? 401 : 403);
    }
  }

  private Login logIn(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    byte[] pair = Base64.getDecoder().decode(header.substring("Basic ".length()));
    String[] parts = new String(pair, UTF_8).split(":", 2);
    return authenticator.logIn(parts[0], parts[1], request.getRemoteAddr());
  }

  private void open(
      HttpServletRequest request, HttpServletResponse response, Login login, SubscriptionKey key)
      throws IOException {
    String id = UUID.randomUUID().toString();
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Event-Stream", id);
    AsyncContext async = request.startAsync(request, unwrapped(response));
    async.setTimeout(0);
    DeliveryContext context = connected.context("event stream", WINDOW, LEASE);
    EventStream stream =
        new EventStream(
            context,
            login,
            async,
            ended -> {
              streams.remove(id);
              connected.remove(ended, ended.unwanted());
            });
    SubscribeOptions options =
        SubscribeOptions.endpoint(login.caller().endpointName()).inBatchesOf(BATCH);
    streams.put(id, stream);
    RequestDeparture.then(
        request,
        () -> {
          connected.add(stream);
          stream.begin(key, options);
        });
  }

  /** The filter of the API hides from others that a client has gone; a stream has to know. */
  private static ServletResponse unwrapped(ServletResponse response) {
    return response instanceof ServletResponseWrapper wrapper
        ? unwrapped(wrapper.getResponse())
        : response;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    EventStream stream = streams.get(request.getParameter("stream"));
    if (stream == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else {
      stream.acknowledgeUpTo(Long.parseLong(request.getParameter("event")));
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    }
  }
}
