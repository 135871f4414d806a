package dev.tidings.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.Role;
import dev.tidings.security.Caller;
import dev.tidings.security.CallerPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardTest {
  @Guarded
  private static class ForAll {}

  @Guarded(administratorsOnly = true)
  private static class ForAdministrators {}

  @Test
  void a_request_that_passed_no_filter_reaches_nothing() {
    assertThat(mayPass(null, ForAll.class)).isFalse();
    assertThat(mayPass("forged", ForAll.class)).isFalse();
    assertThat(mayPass(null, ForAdministrators.class)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void administration_is_for_administrators_and_the_rest_for_all(Role role) {
    CallerPrincipal caller = new CallerPrincipal(new Caller("somebody", role));

    assertThat(mayPass(caller, ForAll.class)).isTrue();
    assertThat(mayPass(caller, ForAdministrators.class)).isEqualTo(role == Role.ADMIN);
  }

  private static boolean mayPass(Object attribute, Class<?> resource) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                GuardTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getAttribute") ? attribute : null);
    return new Guard(request).mayPass(resource.getAnnotation(Guarded.class));
  }
}
