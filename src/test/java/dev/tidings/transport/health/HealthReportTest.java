package dev.tidings.transport.health;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.transport.health.HealthReport.Check;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthReportTest {
  private static final Check UP = new Check("schema", true, Map.of("version", "31"));
  private static final Check DOWN = new Check("database", false, Map.of());

  private static String json(boolean withDetails, Check... checks) {
    return new String(new HealthReport(List.of(checks)).json(withDetails), UTF_8);
  }

  @Test
  void everybody_learns_the_state() {
    assertThat(json(false, UP)).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
    assertThat(json(false, UP, DOWN)).isEqualTo("{\"status\":\"DOWN\",\"checks\":[]}");
  }

  @Test
  void details_are_in_the_form_of_microprofile() {
    assertThat(json(true, UP, DOWN))
        .isEqualTo(
            "{\"status\":\"DOWN\",\"checks\":["
                + "{\"name\":\"schema\",\"status\":\"UP\",\"data\":{\"version\":\"31\"}},"
                + "{\"name\":\"database\",\"status\":\"DOWN\",\"data\":{}}]}");
  }

  @Test
  void the_status_is_that_of_the_worst_check() {
    assertThat(new HealthReport(List.of(UP)).status()).isEqualTo(200);
    assertThat(new HealthReport(List.of(UP, DOWN)).status()).isEqualTo(503);
  }
}
