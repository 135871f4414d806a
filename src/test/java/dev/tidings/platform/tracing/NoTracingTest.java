package dev.tidings.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.Publication;
import dev.tidings.fixture.RecordedSpans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where nobody records spans, nothing happens. */
class NoTracingTest {
  private static final String TOPIC = "/orders";

  private final List<Publication> publications = List.of(Publication.of("hello"));

  @BeforeEach
  void nobody_has_set_anything() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void without_a_global_opentelemetry_there_are_no_spans_and_none_is_set() {
    Tracing tracing = new Tracing();
    Supplier<String> work = () -> "done";

    assertThat(tracing.publish(TOPIC, publications)).isSameAs(OperationSpan.NONE);
    assertThat(tracing.receive(Operation.RECEIVE, TOPIC, NoTracingTest::notAsked))
        .isSameAs(OperationSpan.NONE);
    assertThat(tracing.settle(Operation.ACKNOWLEDGE, TOPIC, NoTracingTest::notAsked, 1))
        .isSameAs(OperationSpan.NONE);
    assertThat(tracing.process(TOPIC, "listener", List.of())).isSameAs(OperationSpan.NONE);
    assertThat(tracing.here(work)).isSameAs(work);
    assertThat(OperationSpan.NONE.addTo(publications)).isSameAs(publications);
    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
  }

  private static Optional<String> notAsked() {
    throw new AssertionError("An attribute was computed.");
  }

  @Test
  void one_that_is_set_later_is_used() {
    Tracing tracing = new Tracing();
    assertThat(tracing.publish(TOPIC, publications)).isSameAs(OperationSpan.NONE);

    try (RecordedSpans spans = RecordedSpans.all()) {
      tracing.publish(TOPIC, publications).ended();
      assertThat(spans.ended()).hasSize(1);
    }
    assertThat(tracing.publish(TOPIC, publications)).isSameAs(OperationSpan.NONE);
  }

  @Test
  void a_span_that_is_dropped_changes_nothing() {
    try (RecordedSpans spans = RecordedSpans.none()) {
      OperationSpan span = new Tracing().publish(TOPIC, publications);

      assertThat(span.addTo(publications)).isSameAs(publications);
      span.ended();
      new Tracing().receive(Operation.RECEIVE, TOPIC, NoTracingTest::notAsked).ended();
      assertThat(spans.ended()).isEmpty();
    }
  }

  @Test
  void without_the_api_there_are_no_spans_either() throws Exception {
    URL classes = Path.of("target", "classes").toUri().toURL();
    try (URLClassLoader alone =
        new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> alone.loadClass(GlobalOpenTelemetry.class.getName()))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> type = alone.loadClass(Tracing.class.getName());
      Object tracing = type.getConstructor().newInstance();

      Object span =
          type.getMethod("publish", String.class, List.class).invoke(tracing, TOPIC, List.of());

      Class<?> spanType = alone.loadClass(OperationSpan.class.getName());
      assertThat(span).isSameAs(spanType.getField("NONE").get(null));
    }
  }
}
