package dev.tidings.platform.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The context of a span as the text that messages carry. */
final class TraceContext {
  /** Versions after the first may have more parts. */
  private static final Pattern FORM =
      Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?");

  private static final String VERSION = "00";

  private TraceContext() {}

  /** Of the text, which publishers choose; empty if it is not what the W3C demands. */
  static Optional<SpanContext> read(Optional<String> traceparent) {
    return traceparent
        .map(FORM::matcher)
        .filter(Matcher::matches)
        .map(
            parts ->
                SpanContext.createFromRemoteParent(
                    parts.group(1),
                    parts.group(2),
                    TraceFlags.fromHex(parts.group(3), 0),
                    TraceState.getDefault()))
        .filter(SpanContext::isValid);
  }

  static String write(SpanContext context) {
    return String.join(
        "-", VERSION, context.getTraceId(), context.getSpanId(), context.getTraceFlags().asHex());
  }
}
