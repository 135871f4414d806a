package dev.tidings;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Qualifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application that has Tidings among its libraries must not notice. */
class EmbeddingTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.tidings");

  /** Nobody injects these by their type. */
  private static final Set<String> HARMLESS =
      Set.of(
          "java.lang.Object",
          "java.io.Serializable",
          "jakarta.ws.rs.container.ContainerRequestFilter");

  @Test
  void session_beans_have_names_that_no_host_has() {
    assertThat(sessionBeans()).hasSizeGreaterThan(10).allMatch(name -> name.startsWith("Tidings"));
  }

  private static List<String> sessionBeans() {
    return OURS.stream()
        .flatMap(
            type ->
                Stream.concat(
                    type.tryGetAnnotationOfType(Stateless.class).map(Stateless::name).stream(),
                    type.tryGetAnnotationOfType(Singleton.class).map(Singleton::name).stream()))
        .toList();
  }

  @Test
  void session_beans_depend_on_those_that_there_are() {
    List<String> needed =
        OURS.stream()
            .flatMap(type -> type.tryGetAnnotationOfType(DependsOn.class).stream())
            .flatMap(needs -> Stream.of(needs.value()))
            .toList();

    assertThat(sessionBeans()).containsAll(needed);
  }

  /** Otherwise an injection of the host is ambiguous. */
  @Test
  void no_bean_has_a_type_that_a_bean_of_the_host_may_have() {
    assertThat(OURS)
        .filteredOn(type -> type.isAnnotatedWith(ApplicationScoped.class))
        .filteredOn(type -> !type.isAnnotatedWith(Typed.class) && !isQualified(type))
        .isNotEmpty()
        .allSatisfy(type -> assertThat(foreignTypes(type)).as(type.getName()).isEmpty());
  }

  private static boolean isQualified(JavaClass type) {
    return type.getAnnotations().stream()
        .map(JavaAnnotation::getRawType)
        .anyMatch(annotation -> annotation.isAnnotatedWith(Qualifier.class));
  }

  private static List<String> foreignTypes(JavaClass type) {
    return Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
        .map(JavaClass::getName)
        .filter(name -> !name.startsWith("dev.tidings.") && !HARMLESS.contains(name))
        .toList();
  }

  /** A server gives it the same address wherever it finds the class. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "jakarta.ws.rs.ApplicationPath",
        "jakarta.ws.rs.ext.Provider",
        "jakarta.servlet.annotation.WebServlet",
        "jakarta.servlet.annotation.WebFilter",
        "jakarta.servlet.annotation.WebListener",
        "jakarta.websocket.server.ServerEndpoint"
      })
  void nothing_that_a_library_holds_has_an_address(String annotation) {
    noClasses()
        .that(DescribedPredicate.not(simpleName("WebSocketEndpoint")))
        .should()
        .beAnnotatedWith(annotation)
        .check(OURS);
  }
}
