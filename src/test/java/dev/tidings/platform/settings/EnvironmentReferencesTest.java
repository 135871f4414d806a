package dev.tidings.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReferencesTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("A", "$x", "LONG_NAME_2", "${A}");

  @ParameterizedTest
  @CsvSource({
    "plain,plain",
    "$A {A} $,$A {A} $",
    "${A},$x",
    "<${A}${LONG_NAME_2}>,<$x${A}>",
    "$${A},${A}",
    "'',''"
  })
  void references_are_replaced_once(String text, String expected) {
    assertThat(EnvironmentReferences.replace(text, ENVIRONMENT::get)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${}", "${a b}", "${1}", "${A"})
  void what_is_no_reference_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnvironmentReferences.replace(text, ENVIRONMENT::get));
  }

  @Test
  void a_variable_that_is_not_set_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnvironmentReferences.replace("${B}", ENVIRONMENT::get))
        .withMessageContaining("B is not");
  }
}
