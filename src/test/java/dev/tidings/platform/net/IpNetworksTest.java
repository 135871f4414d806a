package dev.tidings.platform.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpNetworksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          127.0.0.1               | 127.0.0.1           | true
          127.0.0.1               | 127.0.0.2           | false
          127.0.0.1               | ::ffff:127.0.0.1    | true
          127.0.0.1               | ::1                 | false
          0.0.0.0/0               | 203.0.113.7         | true
          0.0.0.0/0               | 2001:db8::7         | false
          ::/0                    | 2001:db8::7         | true
          10.0.0.0/8              | 10.255.255.255      | true
          10.0.0.0/8              | 11.0.0.0            | false
          192.168.128.0/17        | 192.168.127.255     | false
          192.168.128.0/17        | 192.168.128.0       | true
          ::1                     | 0:0:0:0:0:0:0:1     | true
          fd00::/8                | fdff::1             | true
          fd00::/8                | fe00::1             | false
          2001:db8::/33           | 2001:db8:8000::     | false
          10.1.0.0/16, ::1        | ::1                 | true
          """)
  void an_address_is_in_its_networks_only(String networks, String address, boolean isIn) {
    assertThat(
            IpNetworks.parse(networks)
                .orElseThrow()
                .contains(IpAddresses.parse(address).orElseThrow()))
        .isEqualTo(isIn);
  }

  @Test
  void a_name_is_no_address() {
    assertThat(IpAddresses.parse("localhost")).isEmpty();
    assertThat(IpAddresses.parse("beef")).isEmpty();
    assertThat(IpAddresses.parse("1")).isEmpty();
    assertThat(IpAddresses.parse("")).isEmpty();
    assertThat(IpAddresses.parse(":::")).isEmpty();
    assertThat(IpAddresses.parse("256.0.0.1")).isEmpty();
  }
}
