/**
 * What every transport needs that pushes messages to connected consumers: the prefetch window in
 * messages and bytes, one waiting receive for each subscription, leases that are extended while the
 * consumer is connected, settlement, and the return of what is not settled when it goes.
 *
 * <p>Not here: how messages are written and sent, and anything that knows WebSockets, HTTP or JSON.
 * A transport implements {@link dev.tidings.transport.delivery.DeliveryOutlet} and uses a {@link
 * dev.tidings.transport.delivery.ConsumerSession}.
 */
package dev.tidings.transport.delivery;
