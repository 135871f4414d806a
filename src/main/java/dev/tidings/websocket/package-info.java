/**
 * The contract over WebSockets, in the protocol of Zato: sessions, services by name, and deliveries
 * that a client settles. A transport like the others: all it has, it has from the contract, and
 * what pushing messages needs from {@link dev.tidings.transport.delivery}.
 */
package dev.tidings.websocket;
