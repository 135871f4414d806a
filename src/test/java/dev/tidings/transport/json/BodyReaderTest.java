package dev.tidings.transport.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.api.TidingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "na\u00EFve", "\u4F60\u597D", "\uD83D\uDE00", "\u0000"})
  void text_is_read(String text) {
    assertThat(BodyReader.text(text.getBytes(UTF_8))).isEqualTo(text);
  }

  @Test
  void the_character_that_stands_for_what_is_unreadable_may_be_sent() {
    assertThat(BodyReader.text("a\uFFFDb".getBytes(UTF_8))).isEqualTo("a\uFFFDb");
  }

  /** Cut off, overlong, a surrogate, beyond the last character, never used, and at the end. */
  @ParameterizedTest
  @ValueSource(strings = {"61C3", "C080", "EDA080", "F4908080", "FF", "61EFBFBD80"})
  void what_is_no_text_is_refused(String hex) {
    assertRefused(HexFormat.of().parseHex(hex));
  }

  @Test
  void another_encoding_is_refused() {
    assertRefused("\u00E9\u00E9".getBytes(UTF_16BE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 7})
  void a_body_is_read_to_its_end_however_much_of_it_is_there(int there) {
    InputStream body =
        new ByteArrayInputStream("tidings".getBytes(UTF_8)) {
          @Override
          public synchronized int available() {
            return Math.min(there, super.available());
          }
        };

    assertThat(BodyReader.read(body)).asString(UTF_8).isEqualTo("tidings");
  }

  @Test
  void a_body_that_breaks_off_is_refused() throws IOException {
    InputStream body = InputStream.nullInputStream();
    body.close();

    assertThatThrownBy(() -> BodyReader.read(body))
        .isInstanceOf(TidingsException.class)
        .hasMessageContaining("could not be read");
  }

  private static void assertRefused(byte[] body) {
    assertThatThrownBy(() -> BodyReader.text(body))
        .isInstanceOf(TidingsException.class)
        .hasMessageContaining("must be UTF-8");
  }
}
