/**
 * The native HTTP API: one resource for each kind of thing.
 *
 * <p>Not here: business rules, which the contract has.
 */
package dev.tidings.transport.rest;
