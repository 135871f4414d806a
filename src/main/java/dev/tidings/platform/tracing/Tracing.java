package dev.tidings.platform.tracing;

import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Begins a span for each operation, if somebody has set the global OpenTelemetry: an agent, or the
 * application. Until then an operation costs a look at a field.
 */
@ApplicationScoped
public class Tracing {
  private final SpanStarter starter = find();

  /** The API may be absent, or older than this needs: then nobody can have set anything. */
  private static SpanStarter find() {
    try {
      SpanStarter found = new OpenTelemetrySpans();
      found.isActive();
      return found;
    } catch (LinkageError absent) {
      return SpanStarter.NONE;
    }
  }

  /** Continues the trace of the calling thread, else the one that all publications name. */
  public OperationSpan publish(String topic, List<Publication> publications) {
    return starter.isActive() ? starter.publish(topic, publications) : OperationSpan.NONE;
  }

  /**
   * In the trace of the calling thread.
   *
   * @param subscriber finds the name of the endpoint that is subscribed
   */
  public OperationSpan receive(
      Operation operation, String topic, Supplier<Optional<String>> subscriber) {
    return starter.isActive() ? starter.receive(operation, topic, subscriber) : OperationSpan.NONE;
  }

  /** In the trace of the calling thread, too. */
  public OperationSpan settle(
      Operation operation, String topic, Supplier<Optional<String>> subscriber, int messages) {
    return starter.isActive()
        ? starter.settle(operation, topic, subscriber, messages)
        : OperationSpan.NONE;
  }

  /** Continues the trace of a message that comes alone; several begin a new one. */
  public OperationSpan process(String topic, String subscriber, List<Message> messages) {
    return starter.isActive() ? starter.process(topic, subscriber, messages) : OperationSpan.NONE;
  }

  /** The same work, for another thread, in the trace of this one. */
  public <T> Supplier<T> here(Supplier<T> work) {
    return starter.isActive() ? starter.here(work) : work;
  }
}
