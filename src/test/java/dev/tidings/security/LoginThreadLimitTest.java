package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import org.junit.jupiter.api.Test;

class LoginThreadLimitTest {
  private final LoginThreadLimit waits = new LoginThreadLimit(4);

  @Test
  void one_address_has_half_of_the_threads_at_most() {
    String answer =
        waits.during(
            "a",
            () ->
                waits.during(
                    "a",
                    () -> {
                      assertRefused("a");
                      return waits.during("b", () -> "b is served");
                    }));

    assertThat(answer).isEqualTo("b is served");
    assertThat(waits.<String>during("a", () -> "a again")).isEqualTo("a again");
  }

  @Test
  void all_addresses_together_have_only_so_many() {
    waits.during(
        "a",
        () ->
            waits.during(
                "b",
                () ->
                    waits.during(
                        "c",
                        () ->
                            waits.during(
                                "d",
                                () -> {
                                  assertRefused("e");
                                  return "";
                                }))));

    assertThat(waits.<String>during("e", () -> "e")).isEqualTo("e");
  }

  private void assertRefused(String network) {
    assertThatThrownBy(() -> waits.during(network, () -> "served"))
        .isInstanceOfSatisfying(
            TidingsException.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.TOO_MANY_ATTEMPTS));
  }
}
