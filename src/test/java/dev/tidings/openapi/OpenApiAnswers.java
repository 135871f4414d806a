package dev.tidings.openapi;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares what a node really answers with its description. */
public final class OpenApiAnswers {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();
  private static final StrictSchemas SCHEMAS = new StrictSchemas(DOCUMENT);
  private static final List<Route> ROUTES = routes();

  /** How requests for an operation look. */
  private record Route(OpenApiDocument.Operation operation, Pattern path, int literals) {
    boolean isFor(String verb, String requested) {
      return operation.verb().equals(verb) && path.matcher(requested).matches();
    }
  }

  private OpenApiAnswers() {}

  /**
   * Finds out whether an answer is as described. What is not JSON is not looked at, and errors are
   * only if the description knows the operation.
   *
   * @param path without the address of the application
   * @throws AssertionError if it is not
   */
  public static void check(String verb, String path, HttpResponse<String> answer) {
    String type = answer.headers().firstValue("Content-Type").orElse("").split(";", -1)[0];
    Optional<Route> route = find(verb, path.split("\\?", -1)[0]);
    if (route.isPresent() && type.endsWith("json")) {
      check(route.get().operation(), type, answer);
    }
  }

  private static void check(
      OpenApiDocument.Operation operation, String type, HttpResponse<String> answer) {
    if (type.equals("application/problem+json")) {
      requireValid(operation, "/components/schemas/Problem", answer);
      return;
    }
    Map<String, Object> response =
        DOCUMENT.responses(operation).get(Integer.toString(answer.statusCode()));
    if (response == null) {
      throw new AssertionError("not described: " + text(operation, answer));
    }
    requireValid(operation, pointer(operation, type, answer.statusCode()), answer);
  }

  private static void requireValid(
      OpenApiDocument.Operation operation, String pointer, HttpResponse<String> answer) {
    boolean isStream = pointer.contains("x-ndjson");
    List<String> violations =
        (isStream ? answer.body().lines() : Stream.of(answer.body()))
            .filter(json -> !json.isBlank())
            .flatMap(json -> SCHEMAS.violations(pointer, json).stream())
            .toList();
    if (!violations.isEmpty()) {
      throw new AssertionError(violations + " in " + text(operation, answer));
    }
  }

  /** Of the schema, also where the response is a component. */
  private static String pointer(OpenApiDocument.Operation operation, String type, int status) {
    Map<String, Object> responses = OpenApiDocument.map(operation.fields(), "responses");
    Object reference = OpenApiDocument.map(responses.get(Integer.toString(status))).get("$ref");
    String response =
        reference == null
            ? "/paths/%s/%s/responses/%d"
                .formatted(
                    escaped(operation.path()), operation.verb().toLowerCase(Locale.ROOT), status)
            : String.valueOf(reference).substring(1);
    return response + "/content/" + escaped(type) + "/schema";
  }

  private static String escaped(String step) {
    return step.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D");
  }

  private static String text(OpenApiDocument.Operation operation, HttpResponse<String> answer) {
    return operation.name() + " " + answer.statusCode() + " " + answer.body();
  }

  private static Optional<Route> find(String verb, String path) {
    return ROUTES.stream().filter(route -> route.isFor(verb, path)).findFirst();
  }

  /** Those with the most text of their own first, as servers choose. */
  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    DOCUMENT.operations().forEach(operation -> routes.add(route(operation)));
    routes.sort(Comparator.comparing(Route::literals).reversed());
    return routes;
  }

  private static Route route(OpenApiDocument.Operation operation) {
    StringBuilder pattern = new StringBuilder();
    Matcher parameter = Pattern.compile("\\{(\\w+)}").matcher(operation.path());
    int from = 0;
    int literals = 0;
    while (parameter.find()) {
      literals += parameter.start() - from;
      pattern.append(Pattern.quote(operation.path().substring(from, parameter.start())));
      pattern.append(parameter.group(1).equals("topic") ? ".+" : "[^/]+");
      from = parameter.end();
    }
    pattern.append(Pattern.quote(operation.path().substring(from)));
    literals += operation.path().length() - from;
    return new Route(operation, Pattern.compile(pattern.toString()), literals);
  }
}
