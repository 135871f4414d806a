package dev.tidings.openapi;

import dev.tidings.api.TextField;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which names the sources write and read: no type holds those of the fields of JSON. */
final class OpenApiSources {
  private static final Path ROOT = Path.of("src", "main", "java", "dev", "tidings");

  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\.(?:field|name)\\(\\s*\"(\\w+)\""
              + "|\\b(?:writeIfAny|writeText|rate|numbers|list)\\(\\s*(?:json|fields),\\s*\"(\\w+)\""
              + "|problem, \"(\\w+)\", "
              + "|uriInfo,\\s*\"(\\w+)\""
              + "|(?:fields|kinds)\\.put\\(\\s*\"(\\w+)\""
              + "|-> \"(\\w+)\";");

  private static final Pattern READ =
      Pattern.compile(
          "\\.(?:text|texts|whole|truth|choice|parsed|list|value|has)\\(\\s*\"(\\w+)\""
              + "|required\\(fields, \"(\\w+)\""
              + "|String [A-Z]+ = \"(\\w+)\";"
              + "|ofOptional\\(body, violations\\), \"(\\w+)\""
              + "|TextField\\.([A-Z_]{3,})");

  private static final Pattern QUERY =
      Pattern.compile("query\\.(?:text|choice|time|truth|required|whole)\\(\"(\\w+)\"");

  private OpenApiSources() {}

  /** The names of the fields that these files write. */
  static Set<String> written(String... files) throws IOException {
    return names(WRITTEN, files);
  }

  /** The names of the fields that these files read. */
  static Set<String> read(String... files) throws IOException {
    return names(READ, files);
  }

  /** The files below a folder that write a field. */
  static Set<String> writers(String folder) throws IOException {
    Set<String> writers = new TreeSet<>();
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        if (WRITTEN.matcher(Files.readString(file)).find()) {
          writers.add(ROOT.relativize(file).toString().replace('\\', '/'));
        }
      }
    }
    return writers;
  }

  /** The parameters that a method may get from the address by other means than annotations. */
  static Set<String> namesInQueries(Method method) throws IOException {
    Path file =
        ROOT.resolve("../..")
            .resolve(method.getDeclaringClass().getName().replace('.', '/') + ".java");
    String source = Files.readString(file.normalize());
    Set<String> names = new TreeSet<>();
    QUERY.matcher(source).results().forEach(match -> names.add(match.group(1)));
    if (source.contains("AdminPages.request(uriInfo)") || source.contains("query.page()")) {
      names.addAll(Set.of("after", "limit", "name"));
    }
    if (source.contains("getQueryParameters()")) {
      names.addAll(Set.of("msg_id", "reason", "died_before"));
    }
    return names;
  }

  /** The headers with options of a publication. */
  static Set<String> publishHeaders() throws IOException {
    Set<String> names = new TreeSet<>();
    Pattern.compile("\"(tidings-[a-z-]+[a-z])\"")
        .matcher(Files.readString(ROOT.resolve("transport/rest/PublishHeaders.java")))
        .results()
        .forEach(match -> names.add(match.group(1)));
    for (TextField field : TextField.values()) {
      names.add("tidings-" + field.fieldName().replace('_', '-'));
    }
    return names;
  }

  private static Set<String> names(Pattern pattern, String... files) throws IOException {
    Set<String> names = new TreeSet<>();
    for (String file : files) {
      String source = Files.readString(ROOT.resolve(file));
      pattern.matcher(source).results().map(OpenApiSources::group).forEach(names::add);
      if (source.contains("TextField.values()")) {
        Stream.of(TextField.values()).map(TextField::fieldName).forEach(names::add);
      }
      if (source.contains("AdminPages.answer(")) {
        names.add("next");
      }
    }
    return names;
  }

  private static String group(MatchResult match) {
    return IntStream.rangeClosed(1, match.groupCount())
        .mapToObj(match::group)
        .filter(group -> group != null)
        .findFirst()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .orElseThrow();
  }
}
