package dev.tidings.platform.tracing;

import dev.tidings.api.Message;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.function.BiConsumer;

/** What spans and links say of single messages. Never the subscription key, which opens a queue. */
final class MessageAttributes {
  private MessageAttributes() {}

  static Attributes of(Message message) {
    return Attributes.of(
        Conventions.MESSAGE_ID,
        message.msgId().toString(),
        Conventions.BODY_SIZE,
        (long) message.size());
  }

  /** Links to the span that published the message, if it names one. */
  static void link(BiConsumer<SpanContext, Attributes> links, Message message) {
    TraceContext.read(message.traceparent())
        .ifPresent(context -> links.accept(context, of(message)));
  }
}
