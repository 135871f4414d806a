package dev.tidings.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Publication;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final Publication PUBLICATION = Publication.of("data");

  @ParameterizedTest
  @ValueSource(
      strings = {
        VALID,
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings"
      })
  void a_valid_context_is_taken(String header) {
    assertThat(Traceparent.addTo(PUBLICATION, List.of(header)).traceparent()).contains(header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-\u0000",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"
      })
  void one_that_is_not_valid_is_ignored(String header) {
    assertThat(Traceparent.addTo(PUBLICATION, List.of(header))).isSameAs(PUBLICATION);
  }

  @Test
  void one_that_is_longer_than_a_field_is_ignored() {
    String header = VALID.replaceFirst("00", "01") + "-" + "x".repeat(200);

    assertThat(Traceparent.addTo(PUBLICATION, List.of(header))).isSameAs(PUBLICATION);
  }

  @Test
  void none_and_several_are_no_context() {
    assertThat(Traceparent.addTo(PUBLICATION, List.of())).isSameAs(PUBLICATION);
    assertThat(Traceparent.addTo(PUBLICATION, List.of(VALID, VALID))).isSameAs(PUBLICATION);
  }

  @Test
  void the_trace_is_the_second_part_of_a_valid_context() {
    assertThat(Traceparent.traceId(List.of(VALID))).contains("0af7651916cd43dd8448eb211c80319c");
    assertThat(Traceparent.traceId(List.of("00-1-2-01"))).isEmpty();
  }

  @Test
  void the_publication_knows_better() {
    Publication own = Publication.builder().data("data").traceparent("of its own").build();

    assertThat(Traceparent.addTo(own, List.of(VALID))).isSameAs(own);
  }
}
