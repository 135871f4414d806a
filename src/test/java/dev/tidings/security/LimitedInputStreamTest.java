package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LimitedInputStreamTest {

  @Test
  void a_body_as_long_as_the_limit_is_read() throws IOException {
    assertThat(body(100).readAllBytes()).hasSize(100);
  }

  @Test
  void one_byte_more_is_refused_however_it_is_read() {
    assertThat(refusal(body(101)::readAllBytes)).isEqualTo(ErrorType.BODY_TOO_LARGE);
    assertThat(refusal(() -> body(101).skipNBytes(101))).isEqualTo(ErrorType.BODY_TOO_LARGE);
    assertThat(refusal(() -> readOneByOne(body(101)))).isEqualTo(ErrorType.BODY_TOO_LARGE);
  }

  private static InputStream body(int length) {
    return new LimitedInputStream(new ByteArrayInputStream(new byte[length]), 100);
  }

  private static void readOneByOne(InputStream in) throws IOException {
    int read = 0;
    while (read >= 0) {
      read = in.read();
    }
  }

  private static ErrorType refusal(ThrowingCallable call) {
    return catchThrowableOfType(TidingsException.class, call).type();
  }
}
