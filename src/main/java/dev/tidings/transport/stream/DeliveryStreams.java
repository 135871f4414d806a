package dev.tidings.transport.stream;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.container.AsyncCompletion;
import dev.tidings.platform.container.ConnectionCut;
import dev.tidings.platform.container.DisconnectProbe;
import dev.tidings.platform.settings.Setting;
import dev.tidings.platform.settings.Settings;
import dev.tidings.security.Caller;
import dev.tidings.security.Login;
import dev.tidings.transport.delivery.ConnectedSessions;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.PrefetchWindow;
import dev.tidings.transport.http.ClientDisconnect;
import dev.tidings.transport.http.RequestCompletion;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Opens streams of deliveries, and knows those that are open at this node. */
@ApplicationScoped
public class DeliveryStreams {
  @Inject private ConnectedSessions connected;
  @Inject private Settings settings;

  private final Map<SubscriptionKey, Set<DeliveryStream>> open = new ConcurrentHashMap<>();
  private StreamLimit limit;
  private long windowBytes;
  private Duration timeout;

  @PostConstruct
  void readSettings() {
    limit = new StreamLimit(settings.number(Setting.STREAM_MAX_RECEIVING));
    windowBytes = settings.number(Setting.WEBSOCKET_WINDOW_BYTES);
    timeout = settings.duration(Setting.STREAM_TIMEOUT);
  }

  /**
   * Opens one, and returns at once.
   *
   * @throws TidingsException {@link ErrorType#UNAVAILABLE} when there are too many; then nothing is
   *     written
   */
  public void open(
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller,
      SubscriptionKey key,
      StreamOptions options)
      throws IOException {
    limit.begin(caller.endpointName());
    boolean isOpen = false;
    try {
      begin(request, response, caller, key, options);
      isOpen = true;
    } finally {
      if (!isOpen) {
        limit.end(caller.endpointName());
      }
    }
  }

  private void begin(
      HttpServletRequest request,
      HttpServletResponse response,
      Caller caller,
      SubscriptionKey key,
      StreamOptions options)
      throws IOException {
    response.setContentType(options.format().mediaType() + ";charset=UTF-8");
    response.setHeader("X-Accel-Buffering", "no");
    Runnable cut = ConnectionCut.of(request);
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    AsyncCompletion completion = AsyncCompletion.of(request, async);
    Consumer<DeliveryStream> onEnd =
        ended -> {
          remove(key, ended);
          limit.end(caller.endpointName());
          completion.complete();
        };
    DeliveryStream stream =
        new DeliveryStream(
            context(options),
            new Login(caller, caller.loginStatus()),
            key,
            options,
            timeout,
            new DeliveryStream.Connection(
                response.getOutputStream(),
                ClientDisconnect.of(request),
                DisconnectProbe.of(request),
                cut,
                onEnd));
    var unused = RequestCompletion.of(request).thenRun(() -> add(key, stream));
  }

  private DeliveryContext context(StreamOptions options) {
    PrefetchWindow window = new PrefetchWindow(options.prefetch(), windowBytes);
    return connected.context("stream", window, DeliveryContext.LEASE);
  }

  private void add(SubscriptionKey key, DeliveryStream stream) {
    open.compute(
        key,
        (same, known) -> {
          Set<DeliveryStream> streams = known == null ? ConcurrentHashMap.newKeySet() : known;
          streams.add(stream);
          return streams;
        });
    connected.add(stream);
    try {
      stream.begin();
    } catch (IllegalStateException gone) {
      // Containers refuse to write to a connection that has closed meanwhile.
      stream.shutDown();
    }
  }

  private void remove(SubscriptionKey key, DeliveryStream stream) {
    connected.remove(stream, List.of());
    open.computeIfPresent(
        key,
        (same, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }

  /** Deliveries of a subscription were settled by their receipts: streams may send more. */
  public void settled(SubscriptionKey key, Collection<Receipt> receipts) {
    open.getOrDefault(key, Set.of()).forEach(stream -> stream.settled(receipts));
  }
}
