/**
 * Threads, serial and bounded executors, regular ticks.
 *
 * <p>Not here: what they execute.
 */
package dev.tidings.platform.concurrent;
