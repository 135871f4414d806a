package dev.tidings.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.TidingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdempotencyKeyHeaderTest {

  @Test
  void there_may_be_none() {
    assertThat(IdempotencyKeyHeader.of(RequestHeaders.of(Map.of()))).isEmpty();
  }

  @Test
  void up_to_200_printable_characters_are_a_key() {
    assertThat(key(List.of("k".repeat(200)))).contains("k".repeat(200));
    assertThat(key(List.of("order-17;\"x\""))).contains("order-17;\"x\"");
  }

  static Stream<List<String>> wrong_values() {
    return Stream.of(
        List.of(""),
        List.of("  "),
        List.of("a", "a"),
        List.of("a", ""),
        List.of("k".repeat(201)),
        List.of("ä"),
        List.of("a b"),
        List.of("a\tb"));
  }

  @ParameterizedTest
  @MethodSource("wrong_values")
  void anything_else_is_refused(List<String> values) {
    assertThatThrownBy(() -> key(values))
        .isInstanceOf(TidingsException.class)
        .hasMessageStartingWith("Idempotency-Key must be there once");
  }

  private static Optional<String> key(List<String> values) {
    return IdempotencyKeyHeader.of(RequestHeaders.of(Map.of("idempotency-key", values)));
  }
}
