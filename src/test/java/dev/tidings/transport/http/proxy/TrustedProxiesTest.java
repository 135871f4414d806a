package dev.tidings.transport.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.platform.net.IpNetworks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
  private static final ClientRequestView DIRECT =
      new ClientRequestView("10.0.0.9", "http", "backend", 8080);

  private final TrustedProxies proxies =
      new TrustedProxies(IpNetworks.parse("10.0.0.0/8, ::1, fd00::/8").orElseThrow());

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,true",
    "0:0:0:0:0:0:0:1,true",
    "fd00:0:0:0:0:0:0:1%eth0,true",
    "::ffff:10.0.0.1,true",
    "11.0.0.1,false",
    "127.0.0.1,false",
    "'',false"
  })
  void only_a_peer_in_a_network_is_trusted(String peer, boolean isTrusted) {
    assertThat(proxies.isTrusted(peer)).isEqualTo(isTrusted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '§',
      textBlock =
          """
          for=192.0.2.1                                       ! 192.0.2.1  ! http://backend:8080
          for="192.0.2.1:4711"                                ! 192.0.2.1  ! http://backend:8080
          for="192.0.2.1:_port"                               ! 192.0.2.1  ! http://backend:8080
          for="[2001:db8::1]:4711"                            ! 2001:db8:0:0:0:0:0:1 ! http://backend:8080
          for="[::ffff:192.0.2.1]"                            ! 192.0.2.1  ! http://backend:8080
          for=192.0.2.1;proto=https                           ! 192.0.2.1  ! https://backend:8080
          for=192.0.2.1;proto=wss;host=tidings.example        ! 192.0.2.1  ! https://tidings.example
          for=192.0.2.1;proto=https;host="tidings.example:8443" ! 192.0.2.1 ! https://tidings.example:8443
          for=192.0.2.1;proto=https;host="tidings.example:443"  ! 192.0.2.1 ! https://tidings.example
          for=192.0.2.1;proto=https;host="[2001:db8::9]"      ! 192.0.2.1  ! https://[2001:db8::9]
          for=203.0.113.66, for=192.0.2.1                     ! 192.0.2.1  ! http://backend:8080
          for=203.0.113.66;proto=https;host=evil, for=192.0.2.1 ! 192.0.2.1 ! http://backend:8080
          for="<evil>";proto=gopher, for=192.0.2.1            ! 192.0.2.1  ! http://backend:8080
          for=192.0.2.1;proto=https, for=10.0.0.1;proto=http  ! 192.0.2.1  ! https://backend:8080
          for=203.0.113.66, for=192.0.2.1;host=outer, for=10.0.0.1;host=inner ! 192.0.2.1 ! http://outer
          for=10.0.0.7, for=10.0.0.8                          ! 10.0.0.7   ! http://backend:8080
          for=203.0.113.66, for=unknown;proto=https           ! 10.0.0.9   ! https://backend:8080
          for=203.0.113.66, for=_hidden, for=10.0.0.8         ! 10.0.0.8   ! http://backend:8080
          for=203.0.113.66, proto=https                       ! 10.0.0.9   ! https://backend:8080
          """)
  void the_list_is_believed_from_its_end_up_to_the_first_stranger(
      String forwarded, String address, String url) {
    ClientRequestView view =
        proxies.resolve(DIRECT, ForwardedHeader.parse(List.of(forwarded)), List.of());

    assertThat(view.address()).isEqualTo(address);
    assertThat(view.scheme() + "://" + view.authority()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          192.0.2.1                ! https       !                    !      ! 192.0.2.1 ! https://backend:8080
          192.0.2.1:4711           !             !                    !      ! 192.0.2.1 ! http://backend:8080
          2001:db8::1              ! https       ! tidings.example    !      ! 2001:db8:0:0:0:0:0:1 ! https://tidings.example
          [2001:db8::1]:4711       ! https       ! tidings.example    ! 8443 ! 2001:db8:0:0:0:0:0:1 ! https://tidings.example:8443
          192.0.2.1                ! https       ! tidings.example:1  ! 8443 ! 192.0.2.1 ! https://tidings.example:1
          192.0.2.1                ! https       !                    ! 443  ! 192.0.2.1 ! https://backend
          203.0.113.66, 192.0.2.1  ! gopher,https ! evil, tidings.example !  ! 192.0.2.1 ! https://tidings.example
          192.0.2.1, 10.0.0.1      ! https       ! tidings.example    !      ! 192.0.2.1 ! https://tidings.example
          192.0.2.1, 10.0.0.1      ! https, http ! outer, inner       !      ! 192.0.2.1 ! https://outer
          203.0.113.66, unknown    !             !                    !      ! 10.0.0.9  ! http://backend:8080
                                   ! https       !                    !      ! 10.0.0.9  ! https://backend:8080
          """)
  void the_other_headers_say_the_same(
      String nodes, String protos, String hosts, String ports, String address, String url) {
    ClientRequestView view =
        proxies.resolve(DIRECT, List.of(), xForwarded(nodes, protos, hosts, ports));

    assertThat(view.address()).isEqualTo(address);
    assertThat(view.scheme() + "://" + view.authority()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '§',
      textBlock =
          """
          for=example.com
          for=192.0.2
          for=192.0.2.256
          for="2001:db8::1:4711:1:1:1:1:1"
          for="[192.0.2.1]x"
          for="192.0.2.1:123456"
          for=192.0.2.1;proto=gopher
          for=192.0.2.1;host="a b"
          for=192.0.2.1;host="evil/path"
          for=192.0.2.1;host="user@evil"
          for=192.0.2.1;host="evil:99999"
          for=192.0.2.1, for=10.0.0.1;proto=x
          """)
  void what_a_trusted_proxy_cannot_have_meant_is_refused(String forwarded) {
    assertThatThrownBy(
            () -> proxies.resolve(DIRECT, ForwardedHeader.parse(List.of(forwarded)), List.of()))
        .isInstanceOf(MalformedForwardingException.class);
  }

  @Test
  void both_kinds_may_say_the_same() {
    ClientRequestView view =
        proxies.resolve(
            DIRECT,
            ForwardedHeader.parse(List.of("for=192.0.2.1;proto=https;host=tidings.example")),
            xForwarded("203.0.113.66, 192.0.2.1", "https", "Tidings.example:443", null));

    assertThat(view.address()).isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          for=203.0.113.66           ! 192.0.2.1    !
          for=192.0.2.1;proto=https  ! 192.0.2.1    !
          for=192.0.2.1;host=evil    ! 192.0.2.1    !
          proto=https                ! 192.0.2.1    ! https
          """)
  void both_kinds_must_not_contradict_each_other(String forwarded, String node, String proto) {
    assertThatThrownBy(
            () ->
                proxies.resolve(
                    DIRECT,
                    ForwardedHeader.parse(List.of(forwarded)),
                    xForwarded(node, proto, null, null)))
        .isInstanceOf(MalformedForwardingException.class)
        .hasMessageContaining("contradict");
  }

  private static List<ForwardedElement> xForwarded(
      String nodes, String protos, String hosts, String ports) {
    Map<String, List<String>> headers =
        Map.of(
            XForwardedHeaders.FOR, lines(nodes),
            XForwardedHeaders.PROTO, lines(protos),
            XForwardedHeaders.HOST, lines(hosts),
            XForwardedHeaders.PORT, lines(ports));
    return XForwardedHeaders.parse(headers::get);
  }

  private static List<String> lines(String line) {
    return line == null ? List.of() : List.of(line);
  }
}
