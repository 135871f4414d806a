/**
 * The JSON that all transports share: reading what clients send, strictly; writing messages; and
 * turning whatever goes wrong into one form of problem.
 */
package dev.tidings.wire;
