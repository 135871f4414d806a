package dev.tidings.store.node;

import java.time.Instant;

/**
 * What a node says of itself.
 *
 * @param id of this start of the node; 0 before it is stored
 * @param server what it runs in; empty when that is not known
 * @param seenAt when it said so
 * @param connections how many messages are pushed to
 * @param publishRate messages a second, on this node alone, as the two that follow
 */
public record NodeRow(
    long id,
    String name,
    String version,
    String server,
    Instant startedAt,
    Instant seenAt,
    long connections,
    long receivesWaiting,
    double publishRate,
    double deliveryRate,
    double acknowledgeRate) {

  /** The same with the id that the database has given. */
  public NodeRow withId(long given) {
    return new NodeRow(
        given,
        name,
        version,
        server,
        startedAt,
        seenAt,
        connections,
        receivesWaiting,
        publishRate,
        deliveryRate,
        acknowledgeRate);
  }
}
