package dev.tidings.transport.json;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTimeTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      textBlock =
          """
          2018-07-04T19:58:08.020493Z,    2018-07-04T19:58:08.020493
          1970-01-01T00:00:00Z,           1970-01-01T00:00:00.000000
          1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999
          2086-11-12T10:09:08.000001Z,    2086-11-12T10:09:08.000001
          0000-01-01T00:00:00Z,           0000-01-01T00:00:00.000000
          0999-02-03T04:05:06.7Z,         0999-02-03T04:05:06.700000
          9999-12-31T23:59:59.999999Z,    9999-12-31T23:59:59.999999
          +10000-01-01T00:00:00Z,         +10000-01-01T00:00:00.000000
          -0001-12-31T00:00:00Z,          -0001-12-31T00:00:00.000000
          """)
  void a_time_has_all_its_digits_down_to_microseconds(Instant time, String text) {
    assertThat(JsonTime.format(time)).isEqualTo(text);
  }

  @Test
  void it_is_written_as_the_standard_library_writes_it() {
    DateTimeFormatter standard = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");
    long seed = new Random().nextLong();
    Random random = new Random(seed);

    for (int i = 0; i < 10_000; i++) {
      Instant time = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
      assertThat(JsonTime.format(time))
          .as("seed %d", seed)
          .isEqualTo(standard.format(LocalDateTime.ofInstant(time, UTC)));
    }
  }

  @Test
  void what_was_written_is_read_as_the_same_microsecond() {
    Instant time = Instant.parse("2026-01-02T03:04:05.000006Z");

    assertThat(JsonTime.parse(JsonTime.format(time))).isEqualTo(time);
  }
}
