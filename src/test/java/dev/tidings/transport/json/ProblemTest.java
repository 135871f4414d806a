package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.api.Violation;
import dev.tidings.fixture.Golden;
import jakarta.ejb.EJBException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
  private static final Logger LOGGER = Logger.getLogger(Problem.class.getName());

  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stop_listening() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  @Test
  void bad_input_names_every_field() {
    TidingsException exception =
        TidingsException.invalid(
            List.of(
                new Violation("priority", "must be a whole number from 1 to 9"),
                new Violation("messages[2].data", "is required")));

    Problem problem = Problem.of(exception, "/api/v1/topics/demo/orders/messages");

    assertThat(json(problem)).isEqualTo(Golden.json("problem-of-input"));
    assertThat(logged).isEmpty();
  }

  @Test
  void a_database_that_went_away_below_others_is_no_incident() {
    SQLException ended = new SQLException("terminating connection", "57P01");
    Exception byHibernate = new PersistenceException("JDBC exception", ended);

    Problem problem = Problem.of(new EJBException("", byHibernate), "/api/v1/admin/topics");

    assertThat(problem.code()).isEqualTo("unavailable");
    assertThat(logged).isEmpty();
  }

  @Test
  void waiting_is_told_where_it_helps() {
    TidingsException exception =
        TidingsException.retryLater(
            ErrorType.QUEUE_FULL, "The queue is full.", Duration.ofMillis(1_500));

    Problem problem = Problem.of(exception, "/x");

    assertThat(json(problem)).isEqualTo(Golden.json("problem-of-a-full-queue"));
    assertThat(ProblemJson.retryAfter(Duration.ofMillis(1_500))).isEqualTo("2");
    assertThat(ProblemJson.retryAfter(Duration.ZERO)).isEqualTo("1");
  }

  @Test
  void a_failure_of_the_server_is_in_the_log_and_only_its_incident_in_the_answer() {
    Exception failure = new IllegalStateException("secret detail");

    Problem problem = Problem.of(failure, "/x");

    String incident = problem.incident().orElseThrow();
    assertThat(json(problem).replace(incident, "INCIDENT"))
        .isEqualTo(Golden.json("problem-of-an-incident"));
    assertThat(logged).singleElement().extracting(LogRecord::getThrown).isSameAs(failure);
    assertThat(logged.get(0).getMessage()).startsWith("TID0401 ").contains(incident, "instance=/x");
  }

  @Test
  void an_incident_is_logged_with_the_id_of_its_request() {
    Problem.of(new IllegalStateException(), "/x", Optional.of("req-1"));

    assertThat(logged.get(0).getMessage()).endsWith(" instance=/x request=req-1");
  }

  @Test
  void an_internal_error_of_ours_is_told_as_little_about() {
    TidingsException failure =
        new TidingsException(ErrorType.INTERNAL_ERROR, "SELECT secret FROM detail");

    Problem problem = Problem.of(failure, "/x");

    assertThat(json(problem)).doesNotContain("SELECT");
    assertThat(logged).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ErrorType.class)
  void what_a_container_wraps_is_found(ErrorType type) {
    Exception wrapped = new EJBException(new TidingsException(type, "Detail."));

    Problem problem = Problem.of(wrapped, "/x");

    assertThat(problem.status()).isEqualTo(type.status());
    assertThat(problem.type()).isEqualTo("/problems/" + type.code());
    assertThat(problem.code()).isEqualTo(type.code());
  }

  @Test
  void causes_in_a_circle_end() {
    Exception first = new IllegalStateException("first");
    Exception second = new IllegalStateException("second", first);
    first.initCause(second);

    assertThat(Problem.of(first, "/x").status()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({
    "400, /problems/invalid-input",
    "401, /problems/not-authenticated",
    "403, /problems/access-denied",
    "404, /problems/not-found",
    "405, /problems/method-not-allowed",
    "406, /problems/not-acceptable",
    "413, /problems/body-too-large",
    "414, about:blank",
    "415, /problems/unsupported-media-type",
    "431, about:blank",
    "500, /problems/internal-error",
    "501, about:blank",
    "503, /problems/unavailable"
  })
  void a_refusal_of_the_server_keeps_its_status(int status, String type) {
    Problem problem = Problem.ofStatus(status, "/x");

    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "412, without conditions",
    "416, another part",
    "417, Leave that header out",
    "426, WebSocket protocol",
    "431, shorter",
    "501, no Transfer-Encoding but chunked",
    "505, HTTP/1.1"
  })
  void a_refusal_of_the_server_says_what_to_do(int status, String advice) {
    Problem problem = Problem.ofStatus(status, "/x");

    assertThat(problem.detail()).startsWith(problem.title() + ". ").contains(advice);
  }

  private static String json(Problem problem) {
    return new String(ProblemJson.bytes(problem), UTF_8);
  }
}
