package dev.tidings.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTest {
  private static final String FORGED = "x\nTID0001 Tidings 9 ready";
  private static final String KEY = "zpsk.rest.0123456789abcdef01234567";

  private final LoggedLines logged = new LoggedLines(LogTest.class);
  private final AtomicLong nanos = new AtomicLong();
  private final Log log =
      new Log(System.getLogger(LogTest.class.getName()), new RepeatLimits(nanos::get));

  @AfterEach
  void stop_listening() {
    logged.close();
  }

  @Test
  void a_line_has_a_code_a_sentence_and_its_values() {
    log.log(LogEvent.LISTENER_SUBSCRIBED, "packing", "/demo/orders");

    assertThat(logged.lines())
        .containsExactly(
            "TID0307 A listener has subscribed again listener=packing topic=/demo/orders");
  }

  @Test
  void a_value_that_the_sentence_names_is_in_it() {
    log.log(LogEvent.START_FAILED, "The setting tidings.db.ulr is unknown.");

    assertThat(logged.lines())
        .containsExactly("TID0002 Tidings cannot start. The setting tidings.db.ulr is unknown.");
  }

  @Test
  void a_value_of_several_words_is_in_quotes() {
    log.log(LogEvent.DATABASE_AWAY, "no \"route\" to C:\\host");

    assertThat(logged.lines().get(0)).endsWith(" reason=\"no \\\"route\\\" to C:\\\\host\"");
  }

  @Test
  void an_optional_value_is_there_or_not() {
    log.logFailure(
        LogEvent.INCIDENT, new IllegalStateException(), "17", "/x", Optional.of("req\n1"));
    log.logFailure(LogEvent.INCIDENT, new IllegalStateException(), "18", "/x", Optional.empty());

    assertThat(logged.lines().get(0)).endsWith(" incident=17 instance=/x request=\"req\\\\n1\"");
    assertThat(logged.lines().get(1)).endsWith(" incident=18 instance=/x");
  }

  @Test
  void an_empty_value_is_seen() {
    log.log(LogEvent.DATABASE_AWAY, "");

    assertThat(logged.lines().get(0)).endsWith(" reason=\"\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\nTID0001 Tidings 9 ready",
        "x\r\nTID0001",
        "x\u2028TID0001",
        "x\u0085TID0001",
        "x\u001b[2JTID0001",
        "x\u202eTID0001",
        "x\0TID0001",
        "x\ud800TID0001"
      })
  void no_value_begins_a_line_or_changes_how_it_looks(String hostile) {
    log.log(LogEvent.LISTENER_SUBSCRIBED, hostile, "/t");
    log.log(LogEvent.START_FAILED, hostile);

    assertThat(logged.lines())
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\u0085\u2028\u2029]")
                    .contains("\\"));
  }

  @Test
  void a_value_adds_no_key_of_its_own() {
    log.log(LogEvent.LISTENER_SUBSCRIBED, "a topic=/other", "/t");

    assertThat(logged.lines().get(0)).endsWith(" listener=\"a topic=/other\" topic=/t");
  }

  @Test
  void a_long_value_is_cut() {
    log.log(LogEvent.LISTENER_SUBSCRIBED, "x".repeat(100_000), "/t");

    assertThat(logged.lines().get(0)).hasSizeLessThan(700).contains("x…").endsWith(" topic=/t");
  }

  @ParameterizedTest
  @EnumSource(LogEvent.class)
  void no_event_shows_subscription_keys_or_passwords_of_addresses(LogEvent event) {
    Object[] values =
        event.keys().stream().map(key -> KEY + " jdbc:x://h/d?password=secret&a=b").toArray();

    log.logFailure(event, new IllegalStateException(KEY), values);

    assertThat(logged.lines().get(0)).doesNotContain(KEY, "secret");
    assertThat(logged.failures().get(0).toString()).doesNotContain(KEY);
  }

  @Test
  void a_failure_is_logged_as_it_is() {
    Exception failure = new IllegalStateException("detail", new IllegalArgumentException("cause"));

    log.logFailure(LogEvent.TICK_FAILED, failure);

    assertThat(logged.failures()).containsExactly(failure);
  }

  @Test
  void a_failure_that_quotes_a_client_writes_no_line_of_its_own() {
    Exception failure = new IllegalStateException("detail", new NumberFormatException(FORGED));
    failure.addSuppressed(new IllegalArgumentException(FORGED));

    log.logFailure(LogEvent.TICK_FAILED, failure);

    StringWriter printed = new StringWriter();
    logged.failures().get(0).printStackTrace(new PrintWriter(printed, true));
    assertThat(printed.toString())
        .contains("java.lang.IllegalStateException: detail", "java.lang.NumberFormatException: x")
        .contains("at " + LogTest.class.getName())
        .doesNotContainPattern("(?m)^TID");
  }

  @Test
  void causes_in_a_circle_end() {
    Exception first = new IllegalStateException(FORGED);
    first.initCause(new IllegalStateException("second", first));

    log.logFailure(LogEvent.TICK_FAILED, first);

    assertThat(logged.failures()).hasSize(1);
  }

  @Test
  void a_line_that_is_repeated_is_written_ten_times_a_second() {
    for (int i = 0; i < 1_000; i++) {
      log.log(LogEvent.DATABASE_AWAY, "away");
      nanos.addAndGet(RepeatLimits.PERIOD.toNanos() / 500);
    }

    assertThat(logged.lines()).hasSize(2 * RepeatLimits.MOST);
    assertThat(logged.lines().get(RepeatLimits.MOST - 1)).doesNotContain("omitted");
    assertThat(logged.lines().get(RepeatLimits.MOST)).endsWith(" reason=away omitted=490");
    assertThat(logged.lines().get(RepeatLimits.MOST + 1)).doesNotContain("omitted");
  }

  @Test
  void one_event_takes_no_lines_from_another_nor_from_those_of_the_start() {
    for (int i = 0; i < 100; i++) {
      log.log(LogEvent.DATABASE_AWAY, "away");
      log.log(LogEvent.LISTENER_SUBSCRIBED, "packing", "/t");
    }
    log.log(LogEvent.SECOND_RESOURCE);

    assertThat(logged.lines()).hasSize(RepeatLimits.MOST + 100 + 1);
    assertThat(logged.lines().get(RepeatLimits.MOST + 100)).startsWith("TID0108 ");
  }

  @Test
  void what_the_log_knows_already_is_for_developers_only() {
    log.logFailureUnless(true, LogEvent.TICK_FAILED, new IllegalStateException());
    log.logUnless(true, LogEvent.SCHEDULED_NOT_MOVED, 1, "away");
    log.logUnless(false, LogEvent.SCHEDULED_NOT_MOVED, 1, "away");

    assertThat(logged.lines())
        .singleElement()
        .asString()
        .startsWith("TID0203 ")
        .endsWith(" topic_id=1 reason=away");
  }
}
