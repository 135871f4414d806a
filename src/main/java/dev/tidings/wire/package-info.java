/**
 * The JSON that all transports share: reading what clients send, strictly; writing messages; and
 * turning whatever goes wrong into one form of problem. Besides, what answers requests later, and
 * rids the servers' own objects of what costs too much.
 */
package dev.tidings.wire;
