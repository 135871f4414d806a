package dev.tidings.platform.database.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.util.List;
import org.junit.jupiter.api.Test;

class TidingsPersistenceUnitTest {
  @Test
  void it_has_every_entity() {
    List<String> entities =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.tidings")
                .stream()
                .filter(type -> type.isAnnotatedWith(Entity.class))
                .map(JavaClass::getName)
                .toList();

    assertThat(TidingsPersistenceUnit.ENTITIES)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(entities);
  }

  /** A server would take it for one of the application that has Tidings among its libraries. */
  @Test
  void no_file_declares_a_persistence_unit() {
    assertThat(TidingsPersistenceUnit.class.getResource("/META-INF/persistence.xml")).isNull();
  }
}
