package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.Golden;
import dev.tidings.transport.json.ProblemJson;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Problems of the node as exceptions. */
class ProblemsTest {
  /** All that a caller may want to catch; a new error of the node needs a row. */
  private static final Map<ErrorType, Class<? extends ProblemException>> KINDS =
      Map.ofEntries(
          Map.entry(ErrorType.INVALID_INPUT, InvalidRequestException.class),
          Map.entry(ErrorType.NOT_AUTHENTICATED, NotAuthenticatedException.class),
          Map.entry(ErrorType.ACCESS_DENIED, AccessDeniedException.class),
          Map.entry(ErrorType.TOPIC_NOT_ACCESSIBLE, AccessDeniedException.class),
          Map.entry(ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE, AccessDeniedException.class),
          Map.entry(ErrorType.API_SUBSCRIPTION_NOT_ALLOWED, AccessDeniedException.class),
          Map.entry(ErrorType.NOT_FOUND, NotFoundException.class),
          Map.entry(ErrorType.NOT_SUBSCRIBED, NotSubscribedException.class),
          Map.entry(ErrorType.METHOD_NOT_ALLOWED, InvalidRequestException.class),
          Map.entry(ErrorType.NOT_ACCEPTABLE, InvalidRequestException.class),
          Map.entry(ErrorType.BODY_TIMEOUT, UnavailableException.class),
          Map.entry(ErrorType.TOPIC_INACTIVE, ConflictException.class),
          Map.entry(ErrorType.SUBSCRIPTION_INACTIVE, ConflictException.class),
          Map.entry(ErrorType.CONFLICT, ConflictException.class),
          Map.entry(ErrorType.SECOND_RESOURCE, ConflictException.class),
          Map.entry(ErrorType.LAST_ADMINISTRATOR, ConflictException.class),
          Map.entry(ErrorType.STALE_VERSION, ConflictException.class),
          Map.entry(ErrorType.MESSAGE_TOO_LARGE, InvalidRequestException.class),
          Map.entry(ErrorType.BODY_TOO_LARGE, InvalidRequestException.class),
          Map.entry(ErrorType.UNSUPPORTED_MEDIA_TYPE, InvalidRequestException.class),
          Map.entry(ErrorType.IDEMPOTENCY_MISMATCH, InvalidRequestException.class),
          Map.entry(ErrorType.VERSION_REQUIRED, InvalidRequestException.class),
          Map.entry(ErrorType.TOO_MANY_ATTEMPTS, TooManyAttemptsException.class),
          Map.entry(ErrorType.INTERNAL_ERROR, ServerErrorException.class),
          Map.entry(ErrorType.QUEUE_FULL, QueueFullException.class),
          Map.entry(ErrorType.UNAVAILABLE, UnavailableException.class),
          Map.entry(ErrorType.OUTCOME_UNKNOWN, OutcomeUnknownException.class));

  private final ScriptedServer server = new ScriptedServer();
  private final TidingsClient client = server.client().retry(RetryPolicy.none()).build();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void every_error_of_the_node_has_its_kind(ErrorType type) {
    server.answer(type.status(), json(new TidingsException(type, "Why.")));

    ProblemException exception = failure();

    assertThat(exception).isExactlyInstanceOf(KINDS.get(type));
    assertThat(exception.code()).isEqualTo(type.code());
    assertThat(exception.status()).isEqualTo(type.status());
    assertThat(exception.type()).isEqualTo("/problems/" + type.code());
    assertThat(exception.problem().getTitle()).isEqualTo(type.title());
    assertThat(exception.problem().getInstance()).isEqualTo("/x");
    assertThat(exception.incident().isPresent()).isEqualTo(type == ErrorType.INTERNAL_ERROR);
    if (type != ErrorType.INTERNAL_ERROR) {
      assertThat(exception.detail()).isEqualTo("Why.");
      assertThat(exception).hasMessage(type.status() + " " + type.code() + ": Why.");
    }
  }

  @Test
  void the_fields_at_fault_are_named() {
    server.answer(400, Golden.json("problem-of-input"));

    assertThat(failure().errors())
        .extracting(FieldError::toString)
        .containsExactly(
            "priority must be a whole number from 1 to 9", "messages[2].data is required");
  }

  @Test
  void a_problem_says_when_to_come_back() {
    server.answer(503, Golden.json("problem-of-a-full-queue"));

    assertThat(failure().retryAfter()).contains(Duration.ofMillis(1_500));
  }

  @Test
  void members_that_are_not_known_are_skipped_and_a_trace_is_kept() {
    server.answer(
        409, "{\"code\":\"conflict\",\"more\":{\"a\":[1]},\"trace_id\":\"t\",\"errors\":null}");

    ProblemException exception = failure();

    assertThat(exception.traceId()).contains("t");
    assertThat(exception.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "404, NotFoundException",
    "407, NotAuthenticatedException",
    "431, InvalidRequestException",
    "500, ServerErrorException",
    "502, UnavailableException",
    "302, InvalidRequestException"
  })
  void answers_of_others_have_the_kind_of_their_status(int status, String kind) {
    server.answer(status, "text/html", "<html>");

    ProblemException exception = failure();

    assertThat(exception).extracting(thrown -> thrown.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(exception.code()).isEqualTo("http-" + status);
    assertThat(exception.type()).isEqualTo("about:blank");
    assertThat(exception.detail()).contains(server.address());
  }

  @Test
  void a_problem_that_cannot_be_read_still_has_a_status() {
    server.answer(403, "{\"code\":");

    assertThat(failure()).isInstanceOf(AccessDeniedException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"<html>", "[]", "{\"messages\":{}}", "{\"messages\":[{\"pub_time\":\"now\"}]}", "{"})
  void a_success_of_another_server_is_none(String body) {
    server.answer(200, body);

    assertThatExceptionOfType(UnexpectedResponseException.class)
        .isThrownBy(() -> client.receive("/a", new ReceiveRequest()))
        .withMessageContaining(server.address());
  }

  @Test
  void the_trace_of_an_exception_is_that_of_the_caller() {
    server.answer(403, "{\"code\":\"access-denied\"}");

    assertThat(failure().getStackTrace())
        .extracting(StackTraceElement::getMethodName)
        .contains("the_trace_of_an_exception_is_that_of_the_caller");
  }

  private ProblemException failure() {
    return catchThrowableOfType(ProblemException.class, () -> client.status("/a"));
  }

  private static String json(TidingsException exception) {
    return new String(
        ProblemJson.bytes(dev.tidings.transport.json.Problem.of(exception, "/x")), UTF_8);
  }
}
