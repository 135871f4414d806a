package dev.tidings.transport.delivery;

import dev.tidings.api.AsyncPubSub;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all sessions of one transport share.
 *
 * @param connection what the transport calls a connection, in log lines and in the reasons of
 *     messages that come back
 * @param window what one session may have that is not settled
 * @param lease how long a delivery is leased: a lease ends that long after its node has died; a
 *     session that lives extends its leases
 * @param nanoTime what durations are measured with
 * @param serial threads for tasks that never wait
 * @param calls threads for calls of the contract, which may wait for the database
 */
public record DeliveryContext(
    String connection,
    PrefetchWindow window,
    Duration lease,
    AsyncPubSub pubSub,
    Clock clock,
    LongSupplier nanoTime,
    Executor serial,
    Executor calls) {
  /** What most transports take. */
  public static final Duration LEASE = Duration.ofSeconds(30);

  /** So much of a lease must be left, or it is extended. */
  Duration leaseToKeep() {
    return lease.multipliedBy(2).dividedBy(3);
  }
}
