package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
    "2001:db8:1:2::1, 2001:0DB8:0001:0002:0:0:0:9",
    "fe80::1%eth0, fe80::2",
    "::ffff:192.0.2.1, 192.0.2.1"
  })
  void these_are_the_same(String one, String other) {
    assertThat(ClientNetwork.of(one)).isEqualTo(ClientNetwork.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:3::1",
    "192.0.2.1, 192.0.2.2",
    "unknown, 192.0.2.1",
    "not:an:address, also:not:an:address"
  })
  void these_are_not(String one, String other) {
    assertThat(ClientNetwork.of(one)).isNotEqualTo(ClientNetwork.of(other));
  }

  @Test
  void an_address_of_ipv4_stays_as_it_is() {
    assertThat(ClientNetwork.of("192.0.2.1")).isEqualTo("192.0.2.1");
  }
}
