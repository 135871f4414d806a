package dev.tidings.transport.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private static final int LIMIT = 10;

  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter =
      new LineSplitter(
          LIMIT,
          line ->
              lines.add(
                  line.number()
                      + (line.isTooLong() ? "!" : ":")
                      + new String(line.bytes(), UTF_8)));

  @Test
  void each_line_has_its_number_and_empty_ones_are_counted_only() {
    accept("a\n\n \t\r\nb\r\nc");
    splitter.end();

    assertThat(lines).containsExactly("1:a", "4:b\r", "5:c");
  }

  @Test
  void a_line_that_is_too_long_is_skipped_to_its_end() {
    accept("0123456789\n0123456789x");
    accept("yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy");
    accept("\nafter\n0123456789x");
    splitter.end();

    assertThat(lines).containsExactly("1:0123456789", "2!", "3:after", "4!");
  }

  @Test
  void it_does_not_matter_in_which_pieces_they_come() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String text = "a\nbb\n\nccc\n0123456789ab\nd\n";
    while (!text.isEmpty()) {
      int count = 1 + random.nextInt(text.length());
      accept(text.substring(0, count));
      text = text.substring(count);
    }
    splitter.end();

    assertThat(lines).as("seed %d", seed).containsExactly("1:a", "2:bb", "4:ccc", "5!", "6:d");
  }

  private void accept(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    splitter.accept(bytes, bytes.length);
  }
}
