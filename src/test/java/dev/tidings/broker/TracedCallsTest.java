package dev.tidings.broker;

import static dev.tidings.fixture.RecordedSpans.traceparent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.Message;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.EngineFixture.Subscriber;
import dev.tidings.fixture.RecordedSpans;
import dev.tidings.fixture.TestDatabase;
import dev.tidings.store.topic.TopicLock;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message carries the span of its publish to the spans of those who receive it. */
class TracedCallsTest {
  private static final String CONTEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final RecordedSpans spans = RecordedSpans.all();
  private BrokerNode node;
  private AsyncPubSub pubSub;
  private TopicDetails topic;
  private Subscriber subscriber;

  @BeforeEach
  void begin() throws Exception {
    EngineFixture engine = new EngineFixture(TestDatabase.H2, new TopicLock());
    topic = engine.topic(TopicSettings.builder(""));
    try (Connection connection = TestDatabase.H2.connect()) {
      subscriber = engine.subscribe(connection, topic);
      engine.allow(connection, subscriber, "pub=/**", "sub=/**");
      connection.commit();
    }
    node = BrokerNode.withoutTicks(TestDatabase.H2, engine.clock);
    pubSub = node.bean(AsyncPubSubBean.class);
  }

  @AfterEach
  void end() throws SQLException {
    spans.close();
    node.close();
  }

  private String name() {
    return topic.settings().name();
  }

  private String endpoint() {
    return "engine " + subscriber.queue().subscriptionId();
  }

  private void publish(Publication.Builder publication) {
    pubSub
        .publish(name(), List.of(complete(publication)), Optional.empty())
        .toCompletableFuture()
        .join();
  }

  /** The topics of the engine have no expiration. */
  private Publication complete(Publication.Builder publication) {
    return publication.endpoint(endpoint()).expiration(Duration.ofDays(1)).build();
  }

  private List<Message> receive(List<Receipt> acknowledge) {
    return pubSub
        .receive(subscriber.key(), acknowledge, ReceiveOptions.builder().build())
        .toCompletableFuture()
        .join()
        .messages();
  }

  private static List<Receipt> receipts(List<Message> messages) {
    return messages.stream().map(message -> message.receipt().orElseThrow()).toList();
  }

  @Test
  void a_message_goes_on_in_the_trace_of_its_publisher() {
    publish(Publication.builder().data("a").traceparent(CONTEXT));
    List<Message> received = receive(List.of());

    SpanData publish = spans.named("publish " + name());
    SpanData receive = spans.named("receive " + name());
    assertThat(traceparent(publish.getParentSpanContext())).isEqualTo(CONTEXT);
    assertThat(received)
        .extracting(Message::traceparent)
        .containsExactly(Optional.of(traceparent(publish.getSpanContext())));
    assertThat(receive.getLinks())
        .extracting(LinkData::getSpanContext)
        .extracting(RecordedSpans::traceparent)
        .containsExactly(traceparent(publish.getSpanContext()));
    assertThat(receive.getAttributes().asMap()).containsValue(endpoint());
  }

  @Test
  void settlements_have_spans_of_their_own() {
    publish(Publication.builder().data("a"));
    publish(Publication.builder().data("b"));
    List<Message> received = receive(List.of());

    pubSub.acknowledge(subscriber.key(), receipts(received)).toCompletableFuture().join();

    SpanData acknowledge = spans.named("ack " + name());
    assertThat(acknowledge.getAttributes().asMap()).containsValues(2L, endpoint());
    assertThat(received).hasSize(2);
  }

  @Test
  void an_acknowledgement_with_a_receive_is_in_its_span() {
    publish(Publication.builder().data("a"));
    List<Message> first = receive(List.of());

    receive(receipts(first));

    assertThat(spans.ended())
        .extracting(SpanData::getName)
        .containsExactly("publish " + name(), "receive " + name(), "receive " + name());
  }

  @Test
  void a_repeated_publish_in_another_span_is_the_same_publish() {
    Publication publication = complete(Publication.builder().data("a").traceparent(CONTEXT));

    var first = publishOnce(publication);
    var second = publishOnce(publication);

    assertThat(second).isEqualTo(first);
    assertThat(receive(List.of())).hasSize(1);
  }

  private Object publishOnce(Publication publication) {
    return pubSub
        .publish(name(), List.of(publication), Optional.of("key"))
        .toCompletableFuture()
        .join();
  }
}
