package dev.tidings.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {
  private final Origins origins =
      new Origins(
          "https://app.example, http://localhost:3000,nonsense", "https://tidings.example/");

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource(
      textBlock =
          """
          ,                           host:8080,           true
          '',                         host:8080,           true
          https://app.example,        host:8080,           true
          https://APP.example:443,    host:8080,           true
          http://app.example,         host:8080,           false
          https://app.example:8443,   host:8080,           false
          https://app.example.evil,   host:8080,           false
          https://evil.app.example,   host:8080,           false
          http://localhost:3000,      host:8080,           true
          http://localhost,           host:8080,           false
          https://tidings.example,    host:8080,           true
          http://host:8080,           host:8080,           true
          https://host:8080,          host:8080,           true
          http://host,                host:8080,           false
          http://host,                host,                true
          http://host,                ,                    false
          null,                       host:8080,           false
          nonsense,                   host:8080,           false
          http://user@,               host:8080,           false
          file://,                    host:8080,           false
          """)
  void a_page_may_connect_if_its_origin_is_allowed_or_ours(
      String origin, String host, boolean isAllowed) {
    assertThat(origins.isAllowed(origin, host)).isEqualTo(isAllowed);
  }
}
