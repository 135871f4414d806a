/**
 * Threads, serial and bounded executors, regular ticks, and the mark of the clock that all follow.
 *
 * <p>Not here: what they execute.
 */
package dev.tidings.platform.concurrent;
