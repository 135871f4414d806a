package dev.tidings.transport.http.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiFilterTest {

  @ParameterizedTest
  @CsvSource({
    "200, , false, false, true",
    "200, application/json, false, false, false",
    "200, , true, false, false",
    "200, , false, true, false",
    "204, , false, false, false",
    "404, , false, false, false"
  })
  void a_success_that_nobody_wrote_is_none(
      int status, String type, boolean isAsync, boolean isCommitted, boolean isUnhandled) {
    Map<String, Object> response = new HashMap<>();
    response.put("getStatus", status);
    response.put("getContentType", type);
    response.put("isCommitted", isCommitted);

    assertThat(
            ApiFilter.isUnhandled(
                fake(HttpServletRequest.class, Map.of("isAsyncStarted", isAsync)),
                fake(HttpServletResponse.class, response)))
        .isEqualTo(isUnhandled);
  }

  private static <T> T fake(Class<T> type, Map<String, Object> results) {
    return type.cast(
        Proxy.newProxyInstance(
            ApiFilterTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> results.get(method.getName())));
  }
}
