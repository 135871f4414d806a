/**
 * The other nodes on the same database: notify, listen, presence, locks that one node holds.
 *
 * <p>Not here: what the notifications are about.
 */
package dev.tidings.platform.cluster;
