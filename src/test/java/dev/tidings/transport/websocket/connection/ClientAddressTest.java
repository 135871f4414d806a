package dev.tidings.transport.websocket.connection;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private final Map<String, Object> properties = new HashMap<>();
  private final HttpServletRequest one = request("192.0.2.1");
  private final HttpServletRequest other = request("192.0.2.2");

  @Test
  void two_handshakes_that_share_properties_keep_their_addresses() {
    HttpServletRequest first = ClientAddress.addTo(one);
    HttpServletRequest second = ClientAddress.addTo(other);
    ClientAddress.addTo(properties, first);
    ClientAddress.addTo(properties, second);

    assertThat(ClientAddress.of(connection(first))).isEqualTo("192.0.2.1");
    assertThat(ClientAddress.of(connection(second))).isEqualTo("192.0.2.2");
  }

  @Test
  void a_handshake_that_no_filter_sees_has_properties_of_its_own() {
    ClientAddress.addTo(properties, one);

    assertThat(ClientAddress.of(connection(one))).isEqualTo("192.0.2.1");
  }

  private static HttpServletRequest request(String address) {
    return as(HttpServletRequest.class, Map.of("getRemoteAddr", address));
  }

  /** As a container makes it from its request. */
  private Session connection(HttpServletRequest request) {
    Map<String, Object> answers = new HashMap<>();
    answers.put("getUserPrincipal", request.getUserPrincipal());
    answers.put("getUserProperties", properties);
    return as(Session.class, answers);
  }

  private static <T> T as(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }
}
