/**
 * What the benchmarks add to a copy of the WAR: an address that stores nothing, and work inside the
 * server. It is never part of what is released.
 */
package dev.tidings.bench.server;
