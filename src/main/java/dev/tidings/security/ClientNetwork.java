package dev.tidings.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What counts as one address where clients are limited. Whoever has one IPv6 address mostly has the
 * 2⁶⁴ of its network.
 */
public final class ClientNetwork {
  private static final int NETWORK_BYTES = 8;

  private ClientNetwork() {}

  /** The address itself, or the first half of one of IPv6. */
  public static String of(String address) {
    return address.indexOf(':') < 0 ? address : ofLiteral(address);
  }

  /** With a colon in it no name is looked up. */
  private static String ofLiteral(String address) {
    try {
      InetAddress parsed = InetAddress.getByName(address.replaceFirst("%.*", ""));
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES)) + "/64"
          : parsed.getHostAddress();
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }
}
