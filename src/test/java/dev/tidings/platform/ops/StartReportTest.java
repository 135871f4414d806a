package dev.tidings.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.platform.database.SettingsOfTests;
import dev.tidings.platform.logging.LoggedLines;
import dev.tidings.platform.settings.Setting;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartReportTest {
  private final LoggedLines logged = new LoggedLines(StartReport.class);

  @AfterEach
  void stop_listening() {
    logged.close();
  }

  @Test
  void settings_that_differ_from_their_defaults_are_listed_with_their_sources() {
    StartReport.logSettings(
        SettingsOfTests.of(
            Map.of(
                Setting.HTTP_MAX_BODY, "2048",
                Setting.HOUSEKEEPING_INTERVAL, "PT5S",
                Setting.PUBLIC_URL, "https://tidings.example.com")));

    assertThat(logged.lines())
        .containsExactly(
            "TID0012 A setting differs from its default"
                + " setting=tidings.public-url value=https://tidings.example.com source=\"a test\"",
            "TID0012 A setting differs from its default"
                + " setting=tidings.http.max-body value=2048 source=\"a test\"");
  }

  @Test
  void no_secret_is_shown() {
    StartReport.logSettings(
        SettingsOfTests.of(
            Map.of(
                Setting.ADMIN_PASSWORD, "secret-1",
                Setting.DEMO_PASSWORD, "secret-2",
                Setting.DB_PASSWORD, "secret-3",
                Setting.DB_URL, "jdbc:postgresql://h/d?user=u&password=secret-4&ssl=true")));

    assertThat(logged.lines())
        .hasSize(4)
        .noneMatch(line -> line.contains("secret-"))
        .anyMatch(line -> line.contains("password=***&ssl=true"));
  }

  @ParameterizedTest
  @CsvSource({
    "DEMO_PASSWORD, a-password, true",
    "SECURITY_PBKDF2_ITERATIONS, 1000, true",
    "SECURITY_PBKDF2_ITERATIONS, 300000, false",
    "PUBLIC_URL, http://tidings.example.com, true",
    "PUBLIC_URL, https://tidings.example.com, false",
    "PUBLIC_URL, http://localhost:8080, false",
    "PUBLIC_URL, ::, false",
    "HTTP_TRUSTED_PROXIES, '10.0.0.1, 0.0.0.0/0', true",
    "HTTP_TRUSTED_PROXIES, 10.0.0.0/8, false"
  })
  void what_is_for_trials_only_is_a_warning(Setting setting, String value, boolean isRisk) {
    StartReport.logRisks(SettingsOfTests.of(Map.of(setting, value)));

    assertThat(logged.lines()).hasSize(isRisk ? 1 : 0);
    assertThat(logged.lines())
        .allMatch(line -> line.startsWith("TID0013 ") && line.contains(setting.key()));
  }

  @Test
  void the_defaults_are_no_risk_and_need_no_line() {
    StartReport.logSettings(SettingsOfTests.of(Map.of()));
    StartReport.logRisks(SettingsOfTests.of(Map.of()));

    assertThat(logged.lines()).isEmpty();
  }
}
