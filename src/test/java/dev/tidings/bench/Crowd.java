package dev.tidings.bench;

import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Clients that do the same.
 *
 * @param clients how many connections
 * @param scripts by the number of the client, from 0
 * @param requestsPerSecond of all of them together, sent when they are due whether or not earlier
 *     ones were answered, so that a stall counts for everybody whom it would have kept waiting; 0
 *     for clients that send as soon as they are answered
 * @param mayGoOn whether one that was answered may send again by now
 */
record Crowd(
    int clients, IntFunction<Script> scripts, double requestsPerSecond, BooleanSupplier mayGoOn) {

  static Crowd of(int clients, IntFunction<Script> scripts) {
    return new Crowd(clients, scripts, 0, () -> true);
  }

  Crowd at(double rate) {
    return new Crowd(clients, scripts, rate, mayGoOn);
  }

  /** The same, which sends no more while the condition does not hold. */
  Crowd whenever(BooleanSupplier condition) {
    return new Crowd(clients, scripts, requestsPerSecond, condition);
  }

  boolean isPaced() {
    return requestsPerSecond > 0;
  }
}
