/**
 * Tests that break things while clients are at work, and count afterwards what became of every
 * message. Clients only write down what they did and heard; one checker judges all of it.
 */
package dev.tidings.fault;
