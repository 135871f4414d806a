package dev.tidings.transport.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private final RequestBody body = new RequestBody(20_000);

  private static ServletInputStream stream(int length) {
    return new BufferedRequest.Body(new byte[length]);
  }

  @Test
  void a_body_as_long_as_the_limit_is_read() throws IOException {
    assertThat(body.readAvailable(stream(20_000))).isTrue();
    assertThat(body.bytes()).hasSize(20_000);
  }

  @Test
  void one_byte_more_is_refused_however_it_is_read() {
    assertThat(refusal(() -> body.readAvailable(stream(20_001))))
        .isEqualTo(ErrorType.BODY_TOO_LARGE);
    assertThat(refusal(this::readPieces)).isEqualTo(ErrorType.BODY_TOO_LARGE);
  }

  private void readPieces() throws IOException {
    RequestBody other = new RequestBody(20_000);
    ServletInputStream in = stream(20_001);
    int read = 0;
    while (read >= 0) {
      read = other.readReady(in);
    }
  }

  private static ErrorType refusal(ThrowingCallable call) {
    return catchThrowableOfType(TidingsException.class, call).type();
  }
}
