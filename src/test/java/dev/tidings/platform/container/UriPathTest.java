package dev.tidings.platform.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/a/b", "/a%20b", "/%C3%BC", "/ü", "/a%2Fb", "/a//b", "/%25zz", "/a;b", "*"})
  void a_path_that_decodes_to_text_is_readable(String path) {
    assertThat(UriPath.of(path).isReadable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%zz",
        "/%",
        "/%2",
        "/%2/x",
        "/%u0041",
        "/%-1",
        "/%+1",
        "/%c0%af",
        "/%ff",
        "/%ed%a0%80",
        "/%00",
        "/%0d%0a",
        "/%7f",
        "/a%5cb",
        "/a\\b",
        "/%C3"
      })
  void a_path_that_does_not_is_not(String path) {
    assertThat(UriPath.of(path).isReadable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b.c~d;e, true",
    "*, true",
    "/a/.b, false",
    "/.., false",
    "/%41, false",
    "/a\\b, false",
    "/ü, false",
    "/a\u007f, false"
  })
  void most_paths_are_plain(String path, boolean isPlain) {
    assertThat(UriPath.isPlain(path)).isEqualTo(isPlain);
    assertThat(isPlain).isIn(false, UriPath.of(path).isReadable());
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b, false, false, false",
    "/a/.., true, false, true",
    "/a/., true, false, true",
    "/a/../b, true, false, false",
    "/a/%2e%2E, true, false, true",
    "/a%2f.., true, false, true",
    "/.., true, true, true",
    "/a/../../b, true, true, false",
    "/a/.b, false, false, false",
    "/a/..b/..., false, false, false"
  })
  void segments_of_dots_are_seen(String path, boolean has, boolean leavesRoot, boolean isLast) {
    UriPath uri = UriPath.of(path);

    assertThat(uri.hasDotSegment()).isEqualTo(has);
    assertThat(uri.leavesRoot()).isEqualTo(leavesRoot);
    assertThat(uri.endsWithDotSegment()).isEqualTo(isLast);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/%zz, /api/v1/%25zz",
    "/a\\b, /a%255Cb",
    "/%c0%af, /%25c0%25af",
    "/.., /%252E.",
    "/.hidden/a.b, /%252Ehidden/a.b",
    "/ü%, /%25C3%25BC%25"
  })
  void an_escaped_path_is_readable_and_begins_alike(String path, String escaped) {
    byte[] sent = path.getBytes(UTF_8);

    assertThat(UriPath.escaped(sent)).isEqualTo(escaped);
    assertThat(UriPath.of(escaped).isReadable()).isTrue();
    assertThat(UriPath.of(escaped).leavesRoot()).isFalse();
  }

  /** Servers give the bytes of a path one by one, each as a character. */
  @ParameterizedTest
  @ValueSource(strings = {"/ü", "/%C3%BC"})
  void bytes_are_utf_8(String path) {
    byte[] bytes = path.getBytes(UTF_8);

    assertThat(UriPath.of(bytes).decoded()).contains("/ü");
    assertThat(UriPath.of("/ü".getBytes(ISO_8859_1)).isReadable()).isFalse();
  }
}
