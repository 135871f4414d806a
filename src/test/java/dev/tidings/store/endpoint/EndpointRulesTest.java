package dev.tidings.store.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.Role;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"My REST Endpoint", "Köln", "東京", "نامه\u200Cها", "👩\u200D💻", "a:b"})
  void names_are_of_any_script(String name) {
    assertThatCode(() -> EndpointRules.require(named(name), false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\0", "\u0085", "a\u2028b", "\u202Eabc", "\uD800"})
  void unprintable_names_are_refused(String name) {
    assertThat(fieldsAtFault(named(name), false)).containsExactly("name");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    EndpointSettings settings =
        new EndpointSettings(
            "a".repeat(201),
            null,
            null,
            "a:b",
            "short",
            List.of("pub=/ok", "read=/a", "sub=/a b", "sub=a"),
            true);

    assertThat(fieldsAtFault(settings, false))
        .containsExactly(
            "name",
            "type",
            "role",
            "username",
            "password",
            "patterns[1]",
            "patterns[2]",
            "patterns[3]");
  }

  @Test
  void a_username_needs_a_password_unless_one_is_stored() {
    assertThat(fieldsAtFault(login("user", ""), false)).containsExactly("password");
    assertThat(fieldsAtFault(login("user", ""), true)).isEmpty();
    assertThat(fieldsAtFault(login("user", "12345678"), false)).isEmpty();
  }

  @Test
  void a_password_needs_a_username() {
    assertThat(fieldsAtFault(login("", "12345678"), true)).containsExactly("username");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567", "1234567\0", "1234567\n"})
  void passwords_have_eight_printable_characters_at_least(String password) {
    assertThat(fieldsAtFault(login("user", password), false)).containsExactly("password");
  }

  @Test
  void passwords_have_two_hundred_characters_at_most() {
    assertThat(fieldsAtFault(login("user", "x".repeat(200)), false)).isEmpty();
    assertThat(fieldsAtFault(login("user", "x".repeat(201)), false)).containsExactly("password");
  }

  @Test
  void two_hundred_lines_are_the_most() {
    assertThat(fieldsAtFault(lines(200), false)).isEmpty();
    assertThat(fieldsAtFault(lines(201), false)).containsExactly("patterns");
  }

  private static List<String> fieldsAtFault(EndpointSettings settings, boolean hasPassword) {
    TidingsException thrown =
        catchThrowableOfType(
            TidingsException.class, () -> EndpointRules.require(settings, hasPassword));
    return thrown == null
        ? List.of()
        : thrown.violations().stream().map(Violation::field).distinct().toList();
  }

  private static EndpointSettings named(String name) {
    return new EndpointSettings(name, EndpointType.REST, Role.PUB_SUB, "", "", List.of(), true);
  }

  private static EndpointSettings login(String username, String password) {
    return new EndpointSettings(
        "name", EndpointType.REST, Role.PUB_SUB, username, password, List.of(), true);
  }

  private static EndpointSettings lines(int number) {
    List<String> lines = Collections.nCopies(number, "pub=/a");
    return new EndpointSettings("name", EndpointType.REST, Role.PUB_SUB, "", "", lines, true);
  }
}
