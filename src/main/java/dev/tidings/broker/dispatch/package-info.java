/**
 * Receives that wait for a queue, the wake-ups that end their wait, and the dispatcher that leases
 * messages for them.
 *
 * <p>Not here: publishing, and settling of what was delivered.
 */
package dev.tidings.broker.dispatch;
