package dev.tidings.transport.http.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BasicCredentialsTest {

  @ParameterizedTest
  @CsvSource({
    "Basic, name, password",
    "BASIC, name, pass:word:",
    "basic, 名前, пароль😀",
    "Basic, '', ''",
    "Basic, name, ''",
    "Basic, '', password"
  })
  void a_name_and_a_password_are_read(String scheme, String username, String password) {
    BasicCredentials credentials =
        BasicCredentials.of(List.of(scheme + " " + encode(username + ":" + password, UTF_8)));

    assertThat(credentials).isEqualTo(new BasicCredentials(username, password));
  }

  static Stream<List<String>> broken_headers() {
    String good = "Basic " + encode("name:password", UTF_8);
    return Stream.of(
        List.of(),
        List.of(good, good),
        List.of(""),
        List.of("Basic"),
        List.of("Basic "),
        List.of("Basic" + encode("name:password", UTF_8)),
        List.of("Bearer " + encode("name:password", UTF_8)),
        List.of(encode("name:password", UTF_8)),
        List.of("Basic name:password"),
        List.of("Basic !!!!"),
        List.of("Basic YQ"),
        List.of("Basic bmFtZTpwYXNzd29yZA= ="),
        List.of(good + ", " + good),
        List.of(good + "\u0000"),
        List.of("Basic " + encode("name", UTF_8)),
        List.of("Basic " + encode("na\u0000me:password", UTF_8)),
        List.of("Basic " + encode("name:pass\u0000word", UTF_8)),
        List.of("Basic " + encode("name:pass\r\nword", UTF_8)),
        List.of("Basic " + encode("näme:password", ISO_8859_1)),
        List.of("Basic " + "A".repeat(100_000)),
        List.of("Basic ٠١٢٣"));
  }

  @ParameterizedTest
  @MethodSource("broken_headers")
  void anything_else_is_no_login(List<String> values) {
    assertThat(refusal(values)).isEqualTo(ErrorType.NOT_AUTHENTICATED);
  }

  @Test
  void noise_is_no_login_either() {
    RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    for (int round = 0; round < 2_000; round++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      String header =
          round % 2 == 0
              ? "Basic " + new String(noise, ISO_8859_1)
              : "Basic " + Base64.getEncoder().encodeToString(noise);

      TidingsException refusal =
          catchThrowableOfType(TidingsException.class, () -> BasicCredentials.of(List.of(header)));

      assertThat(refusal == null || refusal.type() == ErrorType.NOT_AUTHENTICATED).isTrue();
    }
  }

  @Test
  void a_refusal_never_repeats_what_was_sent() {
    TidingsException refusal =
        catchThrowableOfType(
            TidingsException.class,
            () -> BasicCredentials.of(List.of("Basic " + encode("secret", UTF_8))));

    assertThat(refusal).hasMessageNotContaining("secret");
    assertThat(new BasicCredentials("name", "secret").toString()).doesNotContain("secret", "name");
  }

  private static ErrorType refusal(List<String> values) {
    return catchThrowableOfType(TidingsException.class, () -> BasicCredentials.of(values)).type();
  }

  private static String encode(String text, Charset charset) {
    return Base64.getEncoder().encodeToString(text.getBytes(charset));
  }
}
