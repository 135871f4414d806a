package dev.tidings.transport.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XForwardedHeadersTest {

  @Test
  void lists_belong_together_from_the_right() {
    assertThat(
            parse(
                Map.of(
                    "X-Forwarded-For", List.of("192.0.2.1, 10.0.0.1", "10.0.0.2"),
                    "X-Forwarded-Proto", List.of("https,http"),
                    "X-Forwarded-Host", List.of("evil.example, tidings.example"),
                    "X-Forwarded-Port", List.of("8443"))))
        .containsExactly(
            new ForwardedElement("192.0.2.1", "", "", ""),
            new ForwardedElement("10.0.0.1", "https", "evil.example", ""),
            new ForwardedElement("10.0.0.2", "http", "tidings.example", "8443"));
  }

  @Test
  void without_addresses_only_the_last_of_the_others_counts() {
    assertThat(parse(Map.of("X-Forwarded-Proto", List.of("http, https"))))
        .containsExactly(new ForwardedElement("", "https", "", ""));
  }

  @Test
  void nothing_has_no_elements() {
    assertThat(parse(Map.of())).isEmpty();
    assertThat(parse(Map.of("X-Forwarded-For", List.of(" , ")))).isEmpty();
  }

  private static List<ForwardedElement> parse(Map<String, List<String>> headers) {
    return XForwardedHeaders.parse(name -> headers.getOrDefault(name, List.of()));
  }
}
