package dev.tidings.api;

import java.io.Serializable;
import java.time.Instant;

/**
 * A node of the cluster. The figures are of this node alone, as they were when it was last seen.
 *
 * @param id of this start of the node; 0 where the database belongs to one node
 * @param version of Tidings
 * @param server what it runs in, as that calls itself; empty where it is not known
 * @param isThis whether it is the one that answers
 * @param connections of clients that messages are pushed to
 * @param receivesWaiting receives that wait for messages
 * @param publishRate messages a second, over ten seconds
 * @param deliveryRate deliveries a second
 * @param acknowledgeRate messages a second that are done
 */
public record NodeDetails(
    long id,
    String name,
    String version,
    String server,
    Instant startedAt,
    Instant lastSeen,
    boolean isThis,
    NodeState state,
    long connections,
    long receivesWaiting,
    double publishRate,
    double deliveryRate,
    double acknowledgeRate)
    implements Serializable {}
