package dev.tidings.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredValuesTest {

  @Test
  void what_nobody_sets_has_its_default() {
    ConfiguredValues configuredValues = configured(Map.of());

    assertThat(configuredValues.text(Setting.DATA_DIR)).contains("./tidings-data");
    assertThat(configuredValues.text(Setting.ADMIN_PASSWORD)).isEmpty();
    assertThat(configuredValues.flag(Setting.EXIT_ON_FAILED_START)).isFalse();
  }

  @Test
  void what_somebody_sets_counts() {
    ConfiguredValues configuredValues = configured(Map.of(Setting.EXIT_ON_FAILED_START, "true"));

    assertThat(configuredValues.flag(Setting.EXIT_ON_FAILED_START)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void every_default_is_a_value_that_could_be_set(Setting setting) {
    assertThat(setting.defaultText().flatMap(setting::objection)).isEmpty();
    assertThat(setting.documentation()).endsWith(".");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          tidings.admin.pasword,          did you mean tidings.admin.password?
          tidings.houskeeping.interval,   did you mean tidings.housekeeping.interval?
          tidings.something.else.at.all,  remove it
          """)
  void an_unknown_key_stops_the_start_and_says_what_was_meant(String key, String advice) {
    ConfiguredValues configuredValues =
        new ConfiguredValues(Map.of(), Set.of(key, "java.home"), Set.of());

    assertThatThrownBy(configuredValues::requireValid)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("Unknown setting " + key)
        .hasMessageContaining(advice)
        .hasMessageNotContaining("java.home");
  }

  @Test
  void an_unknown_variable_stops_the_start_and_is_named_once() {
    ConfiguredValues configuredValues =
        new ConfiguredValues(
            Map.of(), Set.of("TIDINGS_DB_ULR", "tidings.db.ulr"), Set.of("TIDINGS_DB_ULR", "HOME"));

    assertThatThrownBy(configuredValues::requireValid)
        .hasMessage("Unknown setting TIDINGS_DB_ULR: did you mean TIDINGS_DB_URL?");
  }

  @Test
  void the_key_that_a_server_derives_from_a_known_variable_is_no_mistake() {
    ConfiguredValues configuredValues =
        new ConfiguredValues(Map.of(), Set.of("tidings.public.url"), Set.of("TIDINGS_PUBLIC_URL"));

    assertThatCode(configuredValues::requireValid).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TIDINGS_PORT", "TIDINGS_SERVICE_HOST", "TIDINGS_PORT_8080_TCP_ADDR"})
  void the_variables_of_a_service_called_tidings_are_no_mistake(String variable) {
    ConfiguredValues configuredValues = new ConfiguredValues(Map.of(), Set.of(), Set.of(variable));

    assertThatCode(configuredValues::requireValid).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          HTTP_MAX_BODY,          7,     must be a whole number from 1024 to 1073741824
          HTTP_MAX_BODY,          much,  must be a whole number from 1024 to 1073741824
          HOUSEKEEPING_INTERVAL,  5,     must be an ISO 8601 duration from PT0.1S to PT24H
          HOUSEKEEPING_INTERVAL,  PT0S,  must be an ISO 8601 duration from PT0.1S to PT24H
          EXIT_ON_FAILED_START,   yes,   must be true or false
          DB_MIGRATE,             no,    must be true or false
          """)
  void a_value_out_of_range_stops_the_start(Setting setting, String text, String rule) {
    assertThatThrownBy(configured(Map.of(setting, text))::requireValid)
        .isInstanceOf(StartFailure.class)
        .hasMessage("%s %s, not \"%s\".".formatted(setting.key(), rule, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tidings",
        "shop_2",
        "_",
        "a23456789_123456789_123456789_123456789_123456789_123456789_123"
      })
  void a_plain_name_of_a_schema_is_accepted(String text) {
    assertThatCode(configured(Map.of(Setting.DB_SCHEMA, text))::requireValid)
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tidings",
        "2shop",
        "shop-2",
        "shop.events",
        "shop\"; DROP",
        "ünder",
        "a23456789_123456789_123456789_123456789_123456789_123456789_1234"
      })
  void any_other_name_of_a_schema_stops_the_start(String text) {
    assertThatThrownBy(configured(Map.of(Setting.DB_SCHEMA, text))::requireValid)
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "tidings.db.schema must be a name of lower-case letters, digits and underscores, at most"
                + " 63 of them, the first no digit, not \"%s\".".formatted(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example.com",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0/24",
        "127.0.0.1,",
        "127.0.0.1 10.0.0.1",
        "[::1]",
        "::1/129",
        "010.0.0.1",
        "fe80::1%eth0"
      })
  void a_wrong_proxy_stops_the_start(String text) {
    assertThatThrownBy(configured(Map.of(Setting.HTTP_TRUSTED_PROXIES, text))::requireValid)
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "tidings.http.trusted-proxies must be addresses or networks such as 127.0.0.1,"
                + " 10.0.0.0/8 or fd00::/8, separated by commas, without names of hosts, not \"%s\"."
                    .formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "tidings", "/tidings/", "/a//b", "/../admin", "/a b", "/tidings/*"})
  void a_path_that_is_none_stops_the_start(String text) {
    ConfiguredValues configuredValues = configured(Map.of(Setting.HTTP_PATH, text));

    assertThat(configuredValues.isValid(Setting.HTTP_PATH)).isFalse();
    assertThatThrownBy(configuredValues::requireValid)
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(
            "tidings.http.path must be a path such as /tidings, without a slash at the end, not \""
                + text
                + "\".");
  }

  /** The pages are in its library only. */
  @Test
  void a_path_stops_the_start_where_nothing_would_serve_it() {
    ConfiguredValues configuredValues = configured(Map.of(Setting.HTTP_PATH, "/a/tidings-2"));

    assertThat(configuredValues.isValid(Setting.HTTP_PATH)).isTrue();
    assertThatThrownBy(configuredValues::requireValid)
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "tidings.http.path needs dev.tidings:tidings-embedded-http among the libraries of the"
                + " application; tidings.war serves at its root.");
  }

  @Test
  void every_password_is_a_secret() {
    assertThat(
            Arrays.stream(Setting.values()).filter(setting -> setting.key().contains("password")))
        .allMatch(Setting::isSecret);
  }

  private static ConfiguredValues configured(Map<Setting, String> texts) {
    Map<Setting, ConfiguredValues.Value> values =
        texts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> new ConfiguredValues.Value(entry.getValue(), "a test")));
    return new ConfiguredValues(values, Set.of(), Set.of());
  }
}
