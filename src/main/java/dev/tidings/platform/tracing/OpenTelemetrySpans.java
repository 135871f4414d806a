package dev.tidings.platform.tracing;

import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.platform.ops.Version;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Spans of the global OpenTelemetry. Never sets it, which would keep the application from it. */
final class OpenTelemetrySpans implements SpanStarter {
  private static final String INSTRUMENTATION = "dev.tidings";

  private volatile Source source;

  private record Source(OpenTelemetry telemetry, Tracer tracer) {}

  @Override
  public boolean isActive() {
    return GlobalOpenTelemetry.isSet();
  }

  @Override
  public OperationSpan publish(String topic, List<Publication> publications) {
    PublishTrace trace = PublishTrace.of(publications);
    SpanBuilder builder =
        builder(Operation.PUBLISH, topic, SpanKind.PRODUCER).setParent(trace.parent());
    trace.kept().forEach(builder::addLink);
    addCount(builder, publications.size());
    Span span = builder.startSpan();
    if (span.isRecording() && !publications.isEmpty()) {
      Publication first = publications.get(0);
      first.endpoint().ifPresent(name -> span.setAttribute(Conventions.CLIENT_ID, name));
      if (publications.size() == 1) {
        span.setAttribute(Conventions.BODY_SIZE, (long) first.data().size());
      }
    }
    return RunningSpan.begin(span, Optional.of(trace));
  }

  @Override
  public OperationSpan receive(
      Operation operation, String topic, Supplier<Optional<String>> subscriber) {
    return consumer(builder(operation, topic, SpanKind.CLIENT), subscriber);
  }

  @Override
  public OperationSpan settle(
      Operation operation, String topic, Supplier<Optional<String>> subscriber, int messages) {
    SpanBuilder builder = builder(operation, topic, SpanKind.CLIENT);
    addCount(builder, messages);
    return consumer(builder, subscriber);
  }

  /**
   * The thread has worked for others before: with an agent, a trace of theirs may be current, which
   * has nothing to do with these messages.
   */
  @Override
  public OperationSpan process(String topic, String subscriber, List<Message> messages) {
    SpanBuilder builder = builder(Operation.PROCESS, topic, SpanKind.CONSUMER).setNoParent();
    if (messages.size() == 1) {
      TraceContext.read(messages.get(0).traceparent())
          .ifPresent(context -> builder.setParent(Context.root().with(Span.wrap(context))));
    } else {
      addCount(builder, messages.size());
      messages.forEach(message -> MessageAttributes.link(builder::addLink, message));
    }
    RunningSpan span = consumer(builder, () -> Optional.of(subscriber));
    span.describeSingle(messages);
    return span;
  }

  @Override
  public <T> Supplier<T> here(Supplier<T> work) {
    return Context.current().wrapSupplier(work);
  }

  private static RunningSpan consumer(SpanBuilder builder, Supplier<Optional<String>> subscriber) {
    Span span = builder.startSpan();
    if (span.isRecording()) {
      subscriber.get().ifPresent(name -> span.setAttribute(Conventions.SUBSCRIPTION, name));
    }
    return RunningSpan.begin(span, Optional.empty());
  }

  private SpanBuilder builder(Operation operation, String topic, SpanKind kind) {
    return tracer()
        .spanBuilder(operation.operationName() + " " + topic)
        .setSpanKind(kind)
        .setAttribute(Conventions.SYSTEM, Conventions.MESSAGING_SYSTEM)
        .setAttribute(Conventions.OPERATION_NAME, operation.operationName())
        .setAttribute(Conventions.OPERATION_TYPE, operation.type())
        .setAttribute(Conventions.DESTINATION, topic);
  }

  private static void addCount(SpanBuilder builder, int messages) {
    if (messages > 1) {
      builder.setAttribute(Conventions.BATCH_COUNT, (long) messages);
    }
  }

  /** Tests set another one. */
  private Tracer tracer() {
    OpenTelemetry telemetry = GlobalOpenTelemetry.get();
    Source last = source;
    if (last == null || last.telemetry() != telemetry) {
      last = new Source(telemetry, tracer(telemetry));
      source = last;
    }
    return last.tracer();
  }

  private static Tracer tracer(OpenTelemetry telemetry) {
    return telemetry
        .tracerBuilder(INSTRUMENTATION)
        .setInstrumentationVersion(Version.TIDINGS)
        .setSchemaUrl(Conventions.SCHEMA_URL)
        .build();
  }
}
