package dev.tidings.transport.http.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
          wss://tidings.example,      host:8080,           true
          http://host:8080,           host:8080,           true
          https://host:8080,          host:8080,           true
          ws://host:8080,             host:8080,           true
          wss://host:8080,            host:8080,           true
          ws://host:8081,             host:8080,           false
          ws://other:8080,            host:8080,           false
          wsss://host:8080,           host:8080,           false
          http://my_host:8080,        my_host:8080,        true
          http://[::1]:8080,          [::1]:8080,          true
          http://[::2]:8080,          [::1]:8080,          false
          http://host,                host:8080,           false
          http://host,                host,                true
          wss://host,                 host,                true
          https://host,               host:443,            true
          http://host,                ,                    false
          null,                       host:8080,           false
          null,                       null,                false
          nonsense,                   host:8080,           false
          http://user@,               host:8080,           false
          http://host:8080@evil,      host:8080,           false
          http://evil#host:8080,      host:8080,           false
          file://,                    host:8080,           false
          """)
  void a_page_may_connect_if_its_origin_is_allowed_or_ours(
      String origin, String host, boolean isAllowed) {
    assertThat(origins.mayConnect(request(host, origin, null))).isEqualTo(isAllowed);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      textBlock =
          """
          ,                        ,              true
          ,                        none,          true
          ,                        same-origin,   true
          ,                        same-site,     false
          ,                        cross-site,    false
          ,                        nonsense,      false
          http://host:8080,        ,              true
          http://host:8080,        same-origin,   true
          http://host:8080,        same-site,     false
          http://host:8080,        cross-site,    false
          https://app.example,     ,              true
          https://app.example,     cross-site,    true
          http://evil.example,     ,              false
          http://evil.example,     same-origin,   false
          http://host:8081,        same-site,     false
          null,                    ,              false
          null,                    cross-site,    false
          null,                    same-origin,   false
          """)
  void a_page_may_call_if_it_is_ours_or_its_origin_is_allowed(
      String origin, String site, boolean isAllowed) {
    HttpServletRequest request = request("host:8080", origin, site);

    if (isAllowed) {
      assertThatCode(() -> origins.requireMayCall(request)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> origins.requireMayCall(request))
          .isInstanceOfSatisfying(
              TidingsException.class,
              refusal -> assertThat(refusal.type()).isEqualTo(ErrorType.ACCESS_DENIED));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://host:8080, http://evil.example, false",
    "https://app.example, http://evil.example, false",
    "http://host:8080, https://app.example, true"
  })
  void of_several_origins_each_has_to_be_allowed(String one, String other, boolean isAllowed) {
    HttpServletRequest request =
        request(Map.of("Host", List.of("host:8080"), "Origin", List.of(one, other)));

    assertThat(origins.mayConnect(request)).isEqualTo(isAllowed);
  }

  private static HttpServletRequest request(String host, String origin, String site) {
    return request(
        Map.of("Host", values(host), "Origin", values(origin), "Sec-Fetch-Site", values(site)));
  }

  private static List<String> values(String... values) {
    return Arrays.stream(values).filter(value -> value != null).toList();
  }

  private static HttpServletRequest request(Map<String, List<String>> headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            OriginsTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getHeaders" ->
                      Collections.enumeration(headers.getOrDefault(arguments[0], List.of()));
                  case "getHeader" ->
                      headers.getOrDefault(arguments[0], List.of()).stream()
                          .findFirst()
                          .orElse(null);
                  case "getServerName" -> "behind.proxy";
                  case "getServerPort" -> 8443;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
