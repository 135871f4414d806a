/** The outbox library transactional-event, in the application's data source. */
package dev.tidings.bench.shop.outbox;
