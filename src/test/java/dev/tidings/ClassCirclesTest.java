package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * How many classes of a package depend on each other in a circle. Nested classes count as a part of
 * the one around them.
 */
class ClassCirclesTest {
  private static final String ROOT = "dev.tidings.";

  /** More than these are hard to understand one by one. */
  private static final int MOST = 3;

  @Test
  void no_circle_has_more_than_three_classes() {
    Map<String, List<Set<String>>> large = new TreeMap<>();
    circles()
        .forEach(
            (name, circles) -> {
              List<Set<String>> some = circles.stream().filter(one -> one.size() > MOST).toList();
              if (!some.isEmpty()) {
                large.put(name, some);
              }
            });

    assertThat(large).isEmpty();
  }

  private static Map<String, List<Set<String>>> circles() {
    Map<String, Map<String, Set<String>>> packages = new TreeMap<>();
    for (JavaClass one : importOurs()) {
      Set<String> used =
          packages
              .computeIfAbsent(packageOf(one), name -> new TreeMap<>())
              .computeIfAbsent(topLevel(one), name -> new TreeSet<>());
      one.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().equals(one.getPackageName()))
          .forEach(target -> used.add(topLevel(target)));
    }
    Map<String, List<Set<String>>> circles = new TreeMap<>();
    packages.forEach((name, graph) -> circles.put(name, circles(graph)));
    return circles;
  }

  private static Iterable<JavaClass> importOurs() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("dev.tidings");
  }

  private static String packageOf(JavaClass one) {
    return one.getPackageName().substring(ROOT.length());
  }

  private static String topLevel(JavaClass one) {
    return one.getName().substring(one.getPackageName().length() + 1).split("\\$", 2)[0];
  }

  /** Strongly connected components: all from each of which all of it are reached. */
  private static List<Set<String>> circles(Map<String, Set<String>> graph) {
    Map<String, Set<String>> reached = new TreeMap<>();
    graph.keySet().forEach(one -> reached.put(one, reachedFrom(one, graph)));
    List<Set<String>> circles = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (String one : graph.keySet()) {
      Set<String> circle = new TreeSet<>(reached.get(one));
      circle.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(one));
      if (!circle.isEmpty() && done.add(one)) {
        done.addAll(circle);
        circles.add(circle);
      }
    }
    return circles;
  }

  private static Set<String> reachedFrom(String start, Map<String, Set<String>> graph) {
    Set<String> reached = new HashSet<>();
    List<String> next = new ArrayList<>(graph.get(start));
    while (!next.isEmpty()) {
      String one = next.remove(next.size() - 1);
      if (reached.add(one)) {
        next.addAll(graph.getOrDefault(one, Set.of()));
      }
    }
    return reached;
  }
}
