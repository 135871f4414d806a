package dev.tidings.platform.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedHostTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "localhost:8080", "127.0.0.1:80", "[::1]", "[::1]:8443", "a.b-c_d", "a:"})
  void a_name_or_an_address_with_or_without_a_port_is_well_formed(String host) {
    assertThat(MalformedHost.isWellFormed(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":80",
        "a:xx",
        "a:1:2",
        "localhost:-1",
        "[::1]:x",
        "[::1",
        "a:65536",
        "a/"
      })
  void everything_else_is_malformed(String host) {
    assertThat(MalformedHost.isWellFormed(host)).isFalse();
  }
}
