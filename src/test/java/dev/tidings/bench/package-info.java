/**
 * The benchmarks: one program that starts the server as a process of its own, loads it over HTTP,
 * and sets every figure in relation to a limit that it measured in the same run. The same program
 * compares two packaged builds at fixed rates. No part of the tests; {@code docs/performance.md}
 * says how to run it.
 */
package dev.tidings.bench;
