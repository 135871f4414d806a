package dev.tidings.platform.net;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * IPv4 and IPv6 addresses and networks in CIDR notation.
 *
 * @param networks an address is a network of its own
 */
public record IpNetworks(List<Network> networks) {

  public IpNetworks {
    networks = List.copyOf(networks);
  }

  /** The networks in a comma separated text; empty when it is not one. */
  public static Optional<IpNetworks> parse(String commaSeparated) {
    List<Optional<Network>> networks =
        Arrays.stream(commaSeparated.split(",", -1)).map(Network::parse).toList();
    return networks.stream().allMatch(Optional::isPresent)
        ? Optional.of(new IpNetworks(networks.stream().flatMap(Optional::stream).toList()))
        : Optional.empty();
  }

  /** Whether the address lies in one of them. */
  public boolean contains(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * One network.
   *
   * @param first its lowest address
   * @param hostBits how many bits at the end differ from address to address
   */
  public record Network(InetAddress first, int hostBits) {

    private static Optional<Network> parse(String text) {
      String[] parts = text.strip().split("/", 2);
      return IpAddresses.parse(parts[0])
          .flatMap(
              first ->
                  parts.length == 1
                      ? Optional.of(new Network(first, 0))
                      : withPrefix(first, parts[1]))
          .filter(Network::isFirst);
    }

    private static Optional<Network> withPrefix(InetAddress first, String prefix) {
      int bits = first.getAddress().length * Byte.SIZE;
      return prefix.matches("[0-9]{1,3}") && Integer.parseInt(prefix) <= bits
          ? Optional.of(new Network(first, bits - Integer.parseInt(prefix)))
          : Optional.empty();
    }

    /** An address with bits behind its network is a mistake: in one or the other. */
    private boolean isFirst() {
      BigInteger number = number(first);
      return number.signum() == 0 || number.getLowestSetBit() >= hostBits;
    }

    boolean contains(InetAddress address) {
      return address.getAddress().length == first.getAddress().length
          && number(address).xor(number(first)).shiftRight(hostBits).signum() == 0;
    }

    private static BigInteger number(InetAddress address) {
      return new BigInteger(1, address.getAddress());
    }
  }
}
