package dev.tidings.platform.tracing;

import dev.tidings.api.Publication;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;

/**
 * The traces that a publish belongs to.
 *
 * @param parent what its span continues
 * @param continued the text of publications that are in that trace, and get the context of the span
 *     instead
 * @param kept contexts that publications bring from elsewhere, and keep
 */
record PublishTrace(Context parent, Optional<String> continued, List<SpanContext> kept) {

  static PublishTrace of(List<Publication> publications) {
    Optional<String> shared = shared(publications);
    Optional<SpanContext> common = TraceContext.read(shared);
    Context parent = parent(common);
    String trace = Span.fromContext(parent).getSpanContext().getTraceId();
    Optional<String> continued =
        common.filter(context -> context.getTraceId().equals(trace)).flatMap(same -> shared);
    return new PublishTrace(parent, continued, kept(publications, continued));
  }

  /** What all publications name; empty if two differ. */
  private static Optional<String> shared(List<Publication> publications) {
    Optional<String> first = publications.stream().findFirst().flatMap(Publication::traceparent);
    return publications.stream().allMatch(one -> one.traceparent().equals(first))
        ? first
        : Optional.empty();
  }

  private static Context parent(Optional<SpanContext> common) {
    Context current = Context.current();
    return Span.fromContext(current).getSpanContext().isValid()
        ? current
        : common.map(context -> current.with(Span.wrap(context))).orElse(current);
  }

  private static List<SpanContext> kept(
      List<Publication> publications, Optional<String> continued) {
    return publications.stream()
        .map(Publication::traceparent)
        .filter(traceparent -> !traceparent.equals(continued))
        .distinct()
        .flatMap(traceparent -> TraceContext.read(traceparent).stream())
        .toList();
  }

  /** The publications, with the context of the span where they keep none. */
  List<Publication> addTo(List<Publication> publications, SpanContext span) {
    String traceparent = TraceContext.write(span);
    return publications.stream()
        .map(
            one ->
                one.traceparent().isEmpty() || one.traceparent().equals(continued)
                    ? one.toBuilder().traceparent(traceparent).build()
                    : one)
        .toList();
  }
}
