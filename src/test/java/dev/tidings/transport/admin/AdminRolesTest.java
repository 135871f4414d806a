package dev.tidings.transport.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Caller;
import dev.tidings.security.CallerPrincipal;
import dev.tidings.transport.http.filter.RequestGuard;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which role may call which operation of the administration API: every one that there is. */
class AdminRolesTest {

  /** One method of a resource, and the HTTP method that reaches it. */
  private record Operation(Method method, String httpMethod) {
    boolean reads() {
      return httpMethod.equals(HttpMethod.GET) || httpMethod.equals(HttpMethod.HEAD);
    }

    @Override
    public String toString() {
      return httpMethod + " " + method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void administrators_call_everything_monitors_what_reads_and_others_nothing(Role role) {
    List<Operation> operations = operations();

    assertThat(operations).anyMatch(Operation::reads).anyMatch(operation -> !operation.reads());
    assertThat(operations)
        .allSatisfy(
            operation -> {
              boolean isAllowed = role == Role.ADMIN || (role == Role.MONITOR && operation.reads());
              assertThat(passesFilter(role, operation.httpMethod(), "topics")).isEqualTo(isAllowed);
              assertThat(RequestGuard.mayCall(operation.method(), role)).isEqualTo(isAllowed);
            });
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void a_monitor_may_ask_for_headers_and_not_for_options(Role role) {
    assertThat(passesFilter(role, HttpMethod.HEAD, "topics"))
        .isEqualTo(role == Role.ADMIN || role == Role.MONITOR);
    assertThat(passesFilter(role, HttpMethod.OPTIONS, "topics")).isEqualTo(role == Role.ADMIN);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void who_monitors_may_log_in_and_out(Role role) {
    boolean isAllowed = role == Role.ADMIN || role == Role.MONITOR;

    assertThat(passesFilter(role, HttpMethod.POST, "session")).isEqualTo(isAllowed);
    assertThat(passesFilter(role, HttpMethod.DELETE, "session")).isEqualTo(isAllowed);
    assertThat(passesFilter(role, HttpMethod.POST, "session/more")).isEqualTo(role == Role.ADMIN);
    assertThat(operations(Stream.of(SessionResource.class)))
        .hasSize(3)
        .allMatch(operation -> RequestGuard.mayCall(operation.method(), role) == isAllowed);
  }

  @Test
  void a_monitor_reads_bodies_of_messages_if_the_setting_says_so() {
    assertThat(Role.values())
        .filteredOn(new MessageBodies(false)::mayRead)
        .containsOnly(Role.ADMIN);
    assertThat(Role.values())
        .filteredOn(new MessageBodies(true)::mayRead)
        .containsOnly(Role.ADMIN, Role.MONITOR);
  }

  private static List<Operation> operations() {
    return operations(
        new AdminApplication()
            .getClasses().stream()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .filter(type -> type != SessionResource.class));
  }

  private static List<Operation> operations(Stream<Class<?>> resources) {
    return resources
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .flatMap(AdminRolesTest::operation)
        .toList();
  }

  private static Stream<Operation> operation(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .map(type -> Optional.ofNullable(type.getAnnotation(HttpMethod.class)))
        .flatMap(Optional::stream)
        .map(httpMethod -> new Operation(method, httpMethod.value()));
  }

  private static boolean passesFilter(Role role, String httpMethod, String path) {
    Throwable refusal =
        catchThrowable(() -> new AdminFilter().filter(request(role, httpMethod, path)));
    if (refusal == null) {
      return true;
    }
    assertThat(refusal)
        .isInstanceOfSatisfying(
            TidingsException.class,
            problem -> assertThat(problem.type()).isEqualTo(ErrorType.ACCESS_DENIED));
    return false;
  }

  private static ContainerRequestContext request(Role role, String httpMethod, String path) {
    CallerPrincipal caller = new CallerPrincipal(new Caller("somebody", role));
    SecurityContext security = proxy(SecurityContext.class, "getUserPrincipal", caller);
    UriInfo uriInfo = proxy(UriInfo.class, "getPath", path);
    return (ContainerRequestContext)
        Proxy.newProxyInstance(
            AdminRolesTest.class.getClassLoader(),
            new Class<?>[] {ContainerRequestContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getSecurityContext" -> security;
                  case "getMethod" -> httpMethod;
                  case "getUriInfo" -> uriInfo;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static <T> T proxy(Class<T> type, String name, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            AdminRolesTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.getName().equals(name) ? answer : null));
  }
}
