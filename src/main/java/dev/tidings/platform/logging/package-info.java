/**
 * What Tidings logs at INFO and above: each event with a code that stays the same, one line each,
 * safe to show. Nobody else logs at these levels.
 *
 * <p>Not here: lines for developers at DEBUG, which go to the system's logger directly.
 */
package dev.tidings.platform.logging;
