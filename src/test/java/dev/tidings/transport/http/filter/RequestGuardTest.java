package dev.tidings.transport.http.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.Role;
import dev.tidings.security.Caller;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.CurrentCaller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("UnusedMethod") // What is guarded is found by reflection.
class RequestGuardTest {
  @Guarded
  private static class ForAll {
    @POST
    void change() {}
  }

  @Guarded(administratorsOnly = true)
  private static class ForAdministrators {
    @POST
    void change() {}

    @GET
    void read() {}
  }

  @Test
  void a_request_that_passed_no_filter_reaches_nothing() {
    assertThat(mayPass(ForAll.class)).isFalse();
    assertThat(mayPass(ForAdministrators.class)).isFalse();
    assertThat(mayPass(ForAdministrators.class, "read")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void administration_is_for_administrators_and_to_read_for_monitors_and_the_rest_for_all(Role role)
      throws Exception {
    List<Boolean> passes = new ArrayList<>();

    CurrentCaller.serve(
        requestOf(role),
        () -> {
          passes.add(mayPass(ForAll.class));
          passes.add(mayPass(ForAdministrators.class));
          passes.add(mayPass(ForAdministrators.class, "read"));
        });

    assertThat(passes)
        .containsExactly(true, role == Role.ADMIN, role == Role.ADMIN || role == Role.MONITOR);
  }

  @Test
  void the_next_request_of_the_thread_has_to_pass_for_itself() {
    assertThatThrownBy(
            () ->
                CurrentCaller.serve(
                    requestOf(Role.ADMIN),
                    () -> {
                      throw new ServletException("on purpose");
                    }))
        .isInstanceOf(ServletException.class);

    assertThat(mayPass(ForAll.class)).isFalse();
  }

  private static boolean mayPass(Class<?> resource) {
    return mayPass(resource, "change");
  }

  private static boolean mayPass(Class<?> resource, String method) {
    try {
      return RequestGuard.mayPass(resource.getDeclaredMethod(method));
    } catch (NoSuchMethodException missing) {
      throw new AssertionError(missing);
    }
  }

  private static HttpServletRequest requestOf(Role role) {
    CallerPrincipal caller = new CallerPrincipal(new Caller("somebody", role));
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RequestGuardTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                method.getName().equals("getUserPrincipal") ? caller : null);
  }
}
