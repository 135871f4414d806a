package dev.tidings.it.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The server's ends of connections on this machine, as Linux lists them. */
public final class ServerSockets {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  /** {@code ESTABLISHED} and {@code CLOSE_WAIT}: those that the server has not closed. */
  private static final Set<String> OPEN = Set.of("01", "08");

  private static final String NOTHING = "00000000";

  private record Entry(int localPort, int remotePort, String state, String unread) {
    static Entry of(String line) {
      String[] columns = line.strip().split("\\s+", -1);
      String unread = columns[4].substring(columns[4].indexOf(':') + 1);
      return new Entry(port(columns[1]), port(columns[2]), columns[3], unread);
    }

    private static int port(String address) {
      return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
  }

  private ServerSockets() {}

  /** How many of the server's sockets for these ports of clients it has not closed. */
  public static long open(URI server, Set<Integer> clients) {
    return entries().filter(entry -> isOpen(entry, server, clients)).count();
  }

  /** How many of those have nothing that the server has not read. */
  public static long read(URI server, Set<Integer> clients) {
    return entries()
        .filter(entry -> isOpen(entry, server, clients) && entry.unread.equals(NOTHING))
        .count();
  }

  private static boolean isOpen(Entry entry, URI server, Set<Integer> clients) {
    return entry.localPort == server.getPort()
        && clients.contains(entry.remotePort)
        && OPEN.contains(entry.state);
  }

  private static Stream<Entry> entries() {
    return TABLES.stream().flatMap(table -> lines(table).skip(1)).map(Entry::of);
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
