package dev.tidings.platform.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of any length, in pieces of any size. */
class FrameHeaderReaderTest {
  private static final int MOST = 70_000;

  private final FrameHeaderReader heads = new FrameHeaderReader();

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 14, 1_000_000})
  void frames_that_are_not_too_long_pass_however_they_come(int piece) {
    ByteBuffer all = ByteBuffer.allocate(1_000_000);
    for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, MOST, 0}) {
      addFrame(all, length, true);
      addFrame(all, length, false);
    }

    assertThat(isAnyTooLong(all.flip(), piece)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {MOST + 1, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
  void one_that_is_too_long_is_known_by_its_head(long length) {
    ByteBuffer all = ByteBuffer.allocate(1_000);
    addFrame(all, 200, true);
    all.put((byte) 0x81).put((byte) 0xff).putLong(length).putInt(7);

    assertThat(isAnyTooLong(all.flip(), 5)).isTrue();
  }

  @Test
  void the_bytes_stay_as_they_are() {
    ByteBuffer all = ByteBuffer.allocate(1_000);
    addFrame(all, 200, true);
    all.flip();

    heads.isLongerThan(MOST, all);

    assertThat(all.position()).isZero();
    assertThat(all.limit()).isEqualTo(206 + 2);
  }

  private boolean isAnyTooLong(ByteBuffer all, int piece) {
    boolean isAny = false;
    while (all.hasRemaining()) {
      int length = Math.min(piece, all.remaining());
      isAny |= heads.isLongerThan(MOST, all.slice(all.position(), length));
      all.position(all.position() + length);
    }
    return isAny;
  }

  private static void addFrame(ByteBuffer to, int length, boolean isMasked) {
    int mask = isMasked ? 0x80 : 0;
    to.put((byte) 0x81);
    if (length < 126) {
      to.put((byte) (mask | length));
    } else if (length < 0x10000) {
      to.put((byte) (mask | 126)).putShort((short) length);
    } else {
      to.put((byte) (mask | 127)).putLong(length);
    }
    if (isMasked) {
      to.putInt(7);
    }
    to.put(new byte[length]);
  }
}
