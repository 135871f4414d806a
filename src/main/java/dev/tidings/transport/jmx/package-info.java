/**
 * MBeans: how this node, the whole broker, topics and queues stand, and what the server's
 * administrators do with them. Uses the contract and the figures that are there already.
 */
package dev.tidings.transport.jmx;
