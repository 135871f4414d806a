package dev.tidings.transport.rest;

import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Caller;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.TextParameters;
import dev.tidings.transport.json.Violations;
import dev.tidings.transport.stream.DeliveryStreams;
import dev.tidings.transport.stream.EventFormat;
import dev.tidings.transport.stream.StreamOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Receiving as a stream. It is not a resource of JAX-RS, whose responses need a thread. */
@ApplicationScoped
class DeliveryStreamRoute {
  private static final String END = "/subscription/stream";

  /** The first that the client names; curl names none. */
  private static final Map<String, EventFormat> FORMATS =
      Map.of(
          EventFormat.SERVER_SENT_EVENTS.mediaType(),
          EventFormat.SERVER_SENT_EVENTS,
          "text/*",
          EventFormat.SERVER_SENT_EVENTS,
          EventFormat.NDJSON.mediaType(),
          EventFormat.NDJSON,
          "application/*",
          EventFormat.NDJSON,
          "*/*",
          EventFormat.NDJSON);

  @Inject private DeliveryStreams streams;
  @Inject private CallerSubscription subscription;

  /** For the proxies of CDI. */
  protected DeliveryStreamRoute() {}

  /** Whether a request is for it. */
  boolean isFor(HttpServletRequest request) {
    return request.getMethod().equals("GET") && TopicPath.topic(request, END).isPresent();
  }

  /**
   * Serves it.
   *
   * @throws TidingsException when it is refused
   */
  void serve(HttpServletRequest request, HttpServletResponse response, Caller caller)
      throws IOException {
    StreamOptions options = options(request);
    String topic = TopicPath.topic(request, END).orElseThrow();
    SubscriptionKey key =
        subscription.call(topic, caller.endpointName(), Function.<SubscriptionKey>identity());
    streams.open(request, response, caller, key, options);
  }

  private static StreamOptions options(HttpServletRequest request) {
    Violations violations = new Violations();
    Fields fields = Fields.ofQuery(query(request), Set.of(), violations);
    Optional<Long> prefetch =
        fields.parsed(
            "prefetch",
            text -> TextParameters.whole("prefetch", text, 1, StreamOptions.MAX_PREFETCH));
    Optional<Boolean> isAtMostOnce =
        fields.choice("delivery", Map.of("at-least-once", false, "at-most-once", true));
    fields.refuseOthers();
    violations.throwIfAny();
    return new StreamOptions(
        format(RequestHeaders.of(request).values("Accept")),
        prefetch.map(Long::intValue).orElse(StreamOptions.DEFAULT_PREFETCH),
        isAtMostOnce.orElse(false));
  }

  private static Map<String, List<String>> query(HttpServletRequest request) {
    return request.getParameterMap().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Arrays.asList(entry.getValue())));
  }

  private static EventFormat format(List<String> accept) {
    if (accept.isEmpty()) {
      return EventFormat.NDJSON;
    }
    return accept.stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(range -> range.split(";", -1)[0].strip().toLowerCase(Locale.ROOT))
        .flatMap(range -> Optional.ofNullable(FORMATS.get(range)).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new TidingsException(
                    ErrorType.NOT_ACCEPTABLE,
                    "A stream comes as text/event-stream or application/x-ndjson; accept one."));
  }
}
