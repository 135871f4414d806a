package dev.tidings.openapi;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.transport.admin.AdminApplication;
import dev.tidings.transport.rest.RestApplication;
import dev.tidings.transport.zato.ZatoApplication;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every operation, parameter, status and error of the code is in the document, and vice versa. */
class OpenApiOperationsTest {
  /** What is not served by a resource of JAX-RS. */
  private static final Set<String> OTHERS =
      Set.of(
          "GET /api/v1/topics/{topic}/subscription/stream",
          "GET /api/v1/admin/events",
          "POST /api/v1/admin/backup",
          "GET /api/v1/health/live",
          "GET /api/v1/health/ready",
          "GET /api/v1/health/started",
          "GET /api/openapi.yaml",
          "GET /api/openapi.json",
          "GET /api/asyncapi.yaml");

  /** Publishes to a topic whose name ends as the address of a queue does. */
  private static final String ALIAS = "POST /api/v1/topics/{topic}/subscription/messages";

  /** Where nothing of HTTP is meant. */
  private static final Set<ErrorType> ELSEWHERE =
      Set.of(ErrorType.SECOND_RESOURCE, ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE);

  private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");

  private final OpenApiDocument document = OpenApiDocument.read();

  @Test
  void every_resource_method_is_described_and_everything_described_is_there() {
    Set<String> expected = new TreeSet<>(resourceMethods().keySet());
    assertThat(expected.remove(ALIAS)).isTrue();
    expected.addAll(OTHERS);

    assertThat(document.operations())
        .extracting(OpenApiDocument.Operation::name)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void every_address_of_a_servlet_is_described() throws IOException {
    String webXml = Files.readString(java.nio.file.Path.of("src/main/webapp/WEB-INF/web.xml"));
    List<String> addresses =
        Pattern.compile("<url-pattern>(/api/[^<]*)</url-pattern>")
            .matcher(webXml)
            .results()
            .map(match -> match.group(1).replace("*", ""))
            .toList();

    assertThat(addresses)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            address ->
                assertThat(document.operations())
                    .anySatisfy(operation -> assertThat(operation.path()).startsWith(address)));
  }

  @Test
  void parameters_of_methods_are_described() {
    Map<String, Method> methods = resourceMethods();

    assertThat(document.operations())
        .filteredOn(operation -> methods.containsKey(operation.name()))
        .allSatisfy(
            operation ->
                assertThat(names(operation, "path", "query", "header"))
                    .as(operation.name())
                    .containsAll(annotated(methods.get(operation.name()))));
  }

  @Test
  void only_parameters_that_are_read_are_described() throws IOException {
    Map<String, Method> methods = resourceMethods();
    for (OpenApiDocument.Operation operation : document.operations()) {
      Method method = methods.get(operation.name());
      if (method != null) {
        Set<String> read = annotated(method);
        read.addAll(OpenApiSources.namesInQueries(method));
        assertThat(read).as(operation.name()).containsAll(names(operation, "path", "query"));
      }
    }
  }

  @Test
  void options_of_a_publication_in_headers_are_described() throws IOException {
    OpenApiDocument.Operation publish = operation("POST /api/v1/topics/{topic}/messages");

    assertThat(names(publish, "header").stream().filter(name -> name.startsWith("tidings-")))
        .containsExactlyInAnyOrderElementsOf(OpenApiSources.publishHeaders());
    assertThat(names(publish, "header")).contains("idempotency-key");
  }

  @Test
  void every_parameter_of_a_path_is_described() {
    assertThat(document.operations())
        .allSatisfy(
            operation ->
                assertThat(names(operation, "path"))
                    .as(operation.name())
                    .containsExactlyInAnyOrderElementsOf(
                        Pattern.compile("\\{(\\w+)}")
                            .matcher(operation.path())
                            .results()
                            .map(match -> match.group(1))
                            .toList()));
  }

  @Test
  void every_status_is_that_of_its_errors() {
    Map<String, Integer> statuses = new TreeMap<>();
    Stream.of(ErrorType.values()).forEach(type -> statuses.put(type.code(), type.status()));

    assertThat(document.operations())
        .allSatisfy(
            operation ->
                document
                    .responses(operation)
                    .forEach(
                        (status, response) ->
                            assertThat(codes(response))
                                .as(operation.name() + " " + status)
                                .allSatisfy(
                                    code ->
                                        assertThat(statuses.get(code) + "").isEqualTo(status))));
  }

  @Test
  void every_error_occurs_somewhere() {
    Set<String> described = new TreeSet<>();
    document
        .operations()
        .forEach(
            operation ->
                document.responses(operation).values().forEach(it -> described.addAll(codes(it))));
    ELSEWHERE.forEach(type -> described.add(type.code()));
    described.add(ErrorType.METHOD_NOT_ALLOWED.code());

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ErrorType.values()).map(ErrorType::code).toList());
  }

  @Test
  void operations_that_need_a_password_say_so() {
    assertThat(document.operations())
        .filteredOn(operation -> operation.path().startsWith("/api/v1/"))
        .allSatisfy(
            operation ->
                assertThat(document.responses(operation))
                    .as(operation.name())
                    .containsKeys("401", "429", "500", "503"));
  }

  private OpenApiDocument.Operation operation(String name) {
    return document.operations().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Set<String> names(OpenApiDocument.Operation operation, String... places) {
    return document.parameters(operation).stream()
        .filter(it -> List.of(places).contains(it.get("in")))
        .map(it -> it.get("in").equals("header") ? lower(it.get("name")) : "" + it.get("name"))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> codes(Map<String, Object> response) {
    return OpenApiDocument.map(response.get("content")).containsKey("application/problem+json")
        ? CODE.matcher(String.valueOf(response.get("description")))
            .results()
            .map(match -> match.group(1))
            .collect(toCollection(TreeSet::new))
        : Set.of();
  }

  private static Set<String> annotated(Method method) {
    return Arrays.stream(method.getParameterAnnotations())
        .flatMap(Arrays::stream)
        .map(OpenApiOperationsTest::parameter)
        .filter(Objects::nonNull)
        .collect(toCollection(TreeSet::new));
  }

  private static String parameter(Annotation annotation) {
    if (annotation instanceof PathParam path) {
      return path.value();
    } else if (annotation instanceof QueryParam query) {
      return query.value();
    }
    return annotation instanceof HeaderParam header ? lower(header.value()) : null;
  }

  private static String lower(Object name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }

  /** By verb and path, as the document has them. */
  private static Map<String, Method> resourceMethods() {
    Map<String, Method> methods = new LinkedHashMap<>();
    add(methods, "/api/v1", new RestApplication());
    add(methods, "/api/v1/admin", new AdminApplication());
    add(methods, "/zato/pubsub", new ZatoApplication());
    return methods;
  }

  private static void add(Map<String, Method> methods, String base, Application application) {
    for (Class<?> type : application.getClasses()) {
      if (type.isAnnotationPresent(Path.class)) {
        for (Method method : type.getDeclaredMethods()) {
          for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
              methods.put(verb.value() + " " + base + path(type, method), method);
            }
          }
        }
      }
    }
  }

  private static String path(Class<?> type, Method method) {
    Path below = method.getAnnotation(Path.class);
    String path = type.getAnnotation(Path.class).value() + (below == null ? "" : below.value());
    return path.replaceAll("\\{(\\w+):(?:[^{}]|\\{[^{}]*})*}", "{$1}");
  }
}
