/**
 * What every transport needs that pushes messages: the prefetch window, one pending receive for
 * each subscription, leases kept while the consumer is connected, settlement, and the return of
 * what is not settled. A transport implements DeliveryOutlet and uses a ConsumerSession.
 *
 * <p>Not here: how messages are written and sent, and anything that knows WebSockets, HTTP or JSON.
 */
package dev.tidings.transport.delivery;
