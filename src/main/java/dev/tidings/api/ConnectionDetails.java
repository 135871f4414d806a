package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * A connection of a client that messages are pushed to.
 *
 * @param id of this connection among those of all nodes
 * @param serverName the node that it is connected to
 * @param transport such as {@code websocket}
 * @param endpointName who has logged in; empty before that
 * @param address where it comes from
 * @param window messages that it may have without settling them
 * @param unsettled messages that it has and has not settled
 * @param topicNames whose messages it gets
 */
public record ConnectionDetails(
    long id,
    String serverName,
    String transport,
    String endpointName,
    String address,
    Instant since,
    long window,
    long unsettled,
    List<String> topicNames)
    implements Serializable {

  public ConnectionDetails {
    topicNames = List.copyOf(topicNames);
  }

  /** The same with another id: a node numbers its connections without knowing of others. */
  public ConnectionDetails withId(long other) {
    return new ConnectionDetails(
        other, serverName, transport, endpointName, address, since, window, unsettled, topicNames);
  }
}
