package dev.tidings.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiredBlockTest {

  @ParameterizedTest(name = "position {0} is in block {1}")
  @CsvSource({"1, 0", "1023, 0", "1024, 1", "2047, 1", "2048, 2", "1000000000000, 976562500"})
  void a_block_is_1024_positions(long position, long number) {
    assertThat(ExpiredBlock.numberOf(position)).isEqualTo(number);
  }

  @ParameterizedTest(name = "{1} at position {0} or after it")
  @CsvSource({
    "1, 3", "1023, 3", "1024, 3", "1025, 2", "1100, 2", "1101, 1", "2047, 1", "2048, 0", "9999, 0"
  })
  void it_counts_from_any_position(long from, int expected) {
    ExpiredBlock block = ExpiredBlock.of(5, 1, new byte[0]);

    block.add(1024);
    block.add(1100);
    block.add(2047);

    assertThat(block.count()).isEqualTo(3);
    assertThat(block.countFrom(from)).isEqualTo(expected);
  }

  @Test
  void a_position_that_is_added_again_counts_once() {
    ExpiredBlock block = ExpiredBlock.of(5, 0, new byte[0]);

    block.add(7);
    block.add(7);

    assertThat(block.count()).isEqualTo(1);
  }

  @Test
  void its_bytes_make_it_again() {
    ExpiredBlock block = ExpiredBlock.of(5, 3, new byte[0]);
    for (long position = 3 * 1024; position < 4 * 1024; position++) {
      block.add(position);
    }

    ExpiredBlock again = ExpiredBlock.of(5, 3, block.toBytes());

    assertThat(again).isEqualTo(block);
    assertThat(again.count()).isEqualTo(1024);
    assertThat(again.toBytes()).hasSize(128);
  }
}
