package dev.tidings.broker.node;

import dev.tidings.api.ConnectionDetails;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Connections of a node as a text that other nodes read: a line each, with tabs between fields. */
final class ConnectionList {
  /** A node writes down no more of them. */
  static final int MOST = 1_000;

  /** What the column takes, and one connection may have thousands of topics. */
  private static final int LONGEST = 900_000;

  private static final int FIELDS = 8;

  private ConnectionList() {}

  static String text(List<ConnectionDetails> connections) {
    StringBuilder text = new StringBuilder();
    for (ConnectionDetails connection : connections) {
      String line = line(connection);
      if (text.length() + line.length() <= LONGEST) {
        text.append(line);
      }
    }
    return text.toString();
  }

  private static String line(ConnectionDetails connection) {
    return String.join(
            "\t",
            Long.toString(connection.id()),
            plain(connection.transport()),
            plain(connection.endpointName()),
            plain(connection.address()),
            connection.since().toString(),
            Long.toString(connection.window()),
            Long.toString(connection.unsettled()),
            String.join(" ", connection.topicNames()))
        + "\n";
  }

  /** Neither a name nor an address has control characters; if one did, it would end its field. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /**
   * Reads what a node wrote. Lines that a later version may write in another form are left out.
   *
   * @param firstId what the ids of that node begin with
   */
  static List<ConnectionDetails> parse(String text, String serverName, long firstId) {
    List<ConnectionDetails> connections = new ArrayList<>();
    text.lines().forEach(line -> parseLine(line, serverName, firstId).ifPresent(connections::add));
    return connections;
  }

  private static Optional<ConnectionDetails> parseLine(
      String line, String serverName, long firstId) {
    String[] fields = line.split("\t", -1);
    if (fields.length < FIELDS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ConnectionDetails(
              firstId + Long.parseLong(fields[0]),
              serverName,
              fields[1],
              fields[2],
              fields[3],
              Instant.parse(fields[4]),
              Long.parseLong(fields[5]),
              Long.parseLong(fields[6]),
              Stream.of(fields[7].split(" ", -1)).filter(name -> !name.isEmpty()).toList()));
    } catch (NumberFormatException | DateTimeException unknown) {
      return Optional.empty();
    }
  }
}
