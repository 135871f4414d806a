package dev.tidings.transport.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedHeaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '§',
      emptyValue = "",
      nullValues = "none",
      textBlock =
          """
          for=192.0.2.60;proto=http;by=203.0.113.43        ! 192.0.2.60       ! http  !
          For="[2001:db8:cafe::17]:4711"                   ! [2001:db8:cafe::17]:4711 !  !
          for="_gazonk"                                    ! _gazonk          !       !
          for=unknown                                      ! unknown          !       !
          for=_mdn-1.a                                     ! _mdn-1.a         !       !
          host="example.com:8443";PROTO=https              !                  ! https ! example.com:8443
          for="a\\"b\\\\c"                                 ! a"b\\c           !       !
          for="a, b;proto=https"                           ! a, b;proto=https !       !
          for=192.0.2.1 ; proto=http                       ! 192.0.2.1        ! http  !
          for=192.0.2.1;;ext="a;b,c";                      ! 192.0.2.1        !       !
          for=""                                           !                  !       !
          ;                                                !                  !       !
          """)
  void one_element_says_what_its_pairs_say(String line, String node, String proto, String host) {
    assertThat(ForwardedHeader.parse(List.of(line)))
        .containsExactly(new ForwardedElement(text(node), text(proto), text(host), ""));
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }

  @Test
  void elements_keep_their_order_over_commas_and_lines() {
    assertThat(
            ForwardedHeader.parse(
                List.of(
                    "for=192.0.2.43, , for=\"[2001:db8::1]\"", "for=198.51.100.17;proto=https")))
        .extracting(ForwardedElement::node)
        .containsExactly("192.0.2.43", "[2001:db8::1]", "198.51.100.17");
  }

  @Test
  void nothing_has_no_elements() {
    assertThat(ForwardedHeader.parse(List.of())).isEmpty();
    assertThat(ForwardedHeader.parse(List.of("", " , "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=\"192.0.2.1",
        "for=\"192.0.2.1, for=198.51.100.1",
        "for=192.0.2.1;for=192.0.2.2",
        "for=192.0.2.1;For=192.0.2.1",
        "for=[2001:db8::1]",
        "for=192.0.2.1:80",
        "for = 192.0.2.1",
        "for=192.0.2.1 proto=http",
        "for",
        "for=",
        "=192.0.2.1",
        "192.0.2.1",
        "for=\"a\"b",
        "for=\"a\\\""
      })
  void what_breaks_the_grammar_is_refused_as_a_whole(String line) {
    assertThatThrownBy(() -> ForwardedHeader.parse(List.of(line, "for=192.0.2.9")))
        .isInstanceOf(MalformedForwardingException.class)
        .hasMessageContaining("RFC 7239");
  }
}
