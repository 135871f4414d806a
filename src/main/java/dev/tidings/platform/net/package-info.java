/**
 * IP addresses and networks.
 *
 * <p>Not here: name servers: nothing here asks one.
 */
package dev.tidings.platform.net;
