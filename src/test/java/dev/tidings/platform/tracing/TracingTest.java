package dev.tidings.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.RecordedSpans;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracingTest {
  private static final String TOPIC = "/orders";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String FIRST = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final String SECOND = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String OTHER_TRACE =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-01";
  private static final MessageId ID = MessageId.of("zpsm000000000000000000000001");

  private final RecordedSpans spans = RecordedSpans.all();
  private final Tracing tracing = new Tracing();

  @AfterEach
  void close() {
    spans.close();
  }

  private static Publication publication(String... traceparent) {
    Publication.Builder publication = Publication.builder().data("hello").endpoint("shop");
    Stream.of(traceparent).forEach(publication::traceparent);
    return publication.build();
  }

  private static Message message(String... traceparent) {
    return Message.builder()
        .msgId(ID)
        .publication(publication(traceparent))
        .topicName(TOPIC)
        .subKey(SubscriptionKey.of("zpsk.rest.0123456789abcdef01234567"))
        .pubTime(Instant.EPOCH)
        .expiration(Duration.ofDays(1))
        .hasGd(true)
        .deliveryCount(1)
        .server("node", 1)
        .build();
  }

  /** What is stored. */
  private List<Optional<String>> publish(Publication... publications) {
    OperationSpan span = tracing.publish(TOPIC, List.of(publications));
    List<Publication> stored = span.addTo(List.of(publications));
    List<MessageId> ids = stored.stream().map(any -> ID).toList();
    var unused = span.published(CompletableFuture.completedFuture(ids));
    return stored.stream().map(Publication::traceparent).toList();
  }

  private SpanData only() {
    assertThat(spans.ended()).hasSize(1);
    return spans.ended().get(0);
  }

  private static Optional<String> ofSpan(SpanData span) {
    return Optional.of(RecordedSpans.traceparent(span.getSpanContext()));
  }

  private List<String> links() {
    return only().getLinks().stream()
        .map(LinkData::getSpanContext)
        .map(RecordedSpans::traceparent)
        .toList();
  }

  private <T> T within(String traceparent, Supplier<T> work) {
    SpanContext context = TraceContext.read(Optional.of(traceparent)).orElseThrow();
    return Context.root().with(Span.wrap(context)).wrapSupplier(work).get();
  }

  @Test
  void a_publish_is_described_by_the_conventions() {
    publish(publication());

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("publish /orders");
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.tidings");
    assertThat(span.getInstrumentationScopeInfo().getVersion()).isNotBlank();
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("messaging.system", "tidings")
                .put("messaging.operation.name", "publish")
                .put("messaging.operation.type", "send")
                .put("messaging.destination.name", TOPIC)
                .put("messaging.client.id", "shop")
                .put("messaging.message.id", ID.toString())
                .put("messaging.message.body.size", 5)
                .build()
                .asMap());
  }

  @Test
  void a_batch_has_a_count_instead_of_what_single_messages_have() {
    publish(publication(), publication());

    assertThat(only().getAttributes().get(Conventions.BATCH_COUNT)).isEqualTo(2);
    assertThat(only().getAttributes().get(Conventions.MESSAGE_ID)).isNull();
    assertThat(only().getAttributes().get(Conventions.BODY_SIZE)).isNull();
  }

  @Test
  void messages_without_a_context_get_that_of_the_span() {
    List<Optional<String>> stored = publish(publication(), publication());

    assertThat(only().getParentSpanContext().isValid()).isFalse();
    assertThat(stored).containsExactly(ofSpan(only()), ofSpan(only()));
  }

  @Test
  void a_context_that_all_messages_share_is_continued() {
    List<Optional<String>> stored = publish(publication(FIRST), publication(FIRST));

    assertThat(RecordedSpans.traceparent(only().getParentSpanContext())).isEqualTo(FIRST);
    assertThat(stored).containsExactly(ofSpan(only()), ofSpan(only()));
    assertThat(links()).isEmpty();
  }

  @Test
  void messages_with_contexts_of_their_own_keep_them_and_are_linked() {
    List<Optional<String>> stored =
        publish(publication(FIRST), publication(SECOND), publication(), publication(FIRST));

    assertThat(only().getParentSpanContext().isValid()).isFalse();
    assertThat(stored)
        .containsExactly(
            Optional.of(FIRST), Optional.of(SECOND), ofSpan(only()), Optional.of(FIRST));
    assertThat(links()).containsExactly(FIRST, SECOND);
  }

  @Test
  void the_trace_of_the_thread_comes_first() {
    List<Optional<String>> stored = within(SECOND, () -> publish(publication(FIRST)));

    assertThat(RecordedSpans.traceparent(only().getParentSpanContext())).isEqualTo(SECOND);
    assertThat(stored).containsExactly(ofSpan(only()));
  }

  @Test
  void a_message_of_another_trace_than_the_threads_stays_in_it() {
    List<Optional<String>> stored = within(SECOND, () -> publish(publication(OTHER_TRACE)));

    assertThat(stored).containsExactly(Optional.of(OTHER_TRACE));
    assertThat(links()).containsExactly(OTHER_TRACE);
  }

  @Test
  void what_is_no_context_of_the_w3c_is_passed_on() {
    List<Optional<String>> stored = publish(publication("own"));

    assertThat(stored).containsExactly(Optional.of("own"));
    assertThat(links()).isEmpty();
  }

  @Test
  void work_that_begins_in_a_span_is_in_its_trace_and_what_follows_is_not() {
    OperationSpan span = tracing.publish(TOPIC, List.of(publication()));
    SpanContext within = Span.current().getSpanContext();
    var unused = span.published(new CompletableFuture<>());

    assertThat(within.isValid()).isTrue();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    assertThat(spans.ended()).isEmpty();
  }

  @Test
  void a_span_ends_with_its_future_which_stays_the_same() {
    CompletableFuture<List<MessageId>> ids = new CompletableFuture<>();

    assertThat(tracing.publish(TOPIC, List.of(publication())).published(ids)).isSameAs(ids);
    assertThat(spans.ended()).isEmpty();
    ids.complete(List.of(ID));
    assertThat(spans.ended()).hasSize(1);
  }

  @Test
  void a_refusal_is_an_error_with_its_code_and_without_its_text() {
    CompletableFuture<List<MessageId>> refused = new CompletableFuture<>();
    var unused = tracing.publish(TOPIC, List.of(publication())).published(refused);
    refused.completeExceptionally(
        new CompletionException(new TidingsException(ErrorType.QUEUE_FULL, "secret")));

    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(only().getAttributes().get(Conventions.ERROR_TYPE)).isEqualTo("queue-full");
    assertThat(only().toString()).doesNotContain("secret");
  }

  @Test
  void a_failure_at_the_beginning_ends_the_span_and_is_thrown_on() {
    OperationSpan span = tracing.publish(TOPIC, List.of());

    assertThatThrownBy(() -> span.begin(TracingTest::fail))
        .isInstanceOf(IllegalStateException.class);
    assertThat(only().getAttributes().get(Conventions.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  private static String fail() {
    throw new IllegalStateException("secret");
  }

  @Test
  void a_receive_links_to_what_published_the_messages() {
    var unused =
        tracing
            .receive(Operation.RECEIVE, TOPIC, () -> Optional.of("reader"))
            .received(
                CompletableFuture.completedFuture(List.of(message(FIRST), message())), all -> all);

    assertThat(only().getName()).isEqualTo("receive /orders");
    assertThat(only().getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(only().getAttributes().get(Conventions.SUBSCRIPTION)).isEqualTo("reader");
    assertThat(only().getAttributes().get(Conventions.BATCH_COUNT)).isEqualTo(2);
    assertThat(links()).containsExactly(FIRST);
    assertThat(only().getLinks().get(0).getAttributes().get(Conventions.MESSAGE_ID))
        .isEqualTo(ID.toString());
    assertThat(only().toString()).doesNotContain("zpsk.");
  }

  @Test
  void a_receive_that_is_given_up_has_not_failed() {
    CompletableFuture<List<Message>> waiting = new CompletableFuture<>();
    var unused =
        tracing.receive(Operation.RECEIVE, TOPIC, Optional::empty).received(waiting, all -> all);
    waiting.cancel(false);

    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void a_settlement_is_in_the_trace_of_its_caller() {
    within(
        FIRST,
        () -> {
          tracing.settle(Operation.REJECT, TOPIC, () -> Optional.of("reader"), 3).ended();
          return null;
        });

    assertThat(only().getName()).isEqualTo("reject /orders");
    assertThat(only().getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(only().getAttributes().get(Conventions.OPERATION_TYPE)).isEqualTo("settle");
    assertThat(only().getAttributes().get(Conventions.BATCH_COUNT)).isEqualTo(3);
    assertThat(RecordedSpans.traceparent(only().getParentSpanContext())).isEqualTo(FIRST);
  }

  @Test
  void processing_one_message_continues_its_trace_whatever_the_thread_did_before() {
    within(
        OTHER_TRACE,
        () -> {
          tracing.process(TOPIC, "listener", List.of(message(FIRST))).ended();
          return null;
        });

    assertThat(only().getName()).isEqualTo("process /orders");
    assertThat(only().getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(RecordedSpans.traceparent(only().getParentSpanContext())).isEqualTo(FIRST);
    assertThat(only().getAttributes().get(Conventions.MESSAGE_ID)).isEqualTo(ID.toString());
    assertThat(links()).isEmpty();
  }

  @Test
  void processing_several_messages_begins_a_trace_and_links_to_each() {
    tracing
        .process(TOPIC, "listener", List.of(message(FIRST), message(OTHER_TRACE)))
        .failed(new IllegalStateException());

    assertThat(only().getParentSpanContext().isValid()).isFalse();
    assertThat(only().getAttributes().get(Conventions.BATCH_COUNT)).isEqualTo(2);
    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(links()).containsExactly(FIRST, OTHER_TRACE);
  }

  @Test
  void work_for_another_thread_stays_in_the_trace_of_this_one() throws Exception {
    Supplier<SpanContext> work =
        within(FIRST, () -> tracing.here(() -> Span.current().getSpanContext()));

    SpanContext there = CompletableFuture.supplyAsync(work).get();

    assertThat(RecordedSpans.traceparent(there)).isEqualTo(FIRST);
  }
}
