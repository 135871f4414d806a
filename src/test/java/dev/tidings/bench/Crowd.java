package dev.tidings.bench;

import java.util.function.IntFunction;

/**
 * Clients that do the same.
 *
 * @param clients how many connections
 * @param scripts by the number of the client, from 0
 * @param requestsPerSecond of all of them together, sent when they are due whether or not earlier
 *     ones were answered, so that a stall counts for everybody whom it would have kept waiting; 0
 *     for clients that send as soon as they are answered
 */
record Crowd(int clients, IntFunction<Script> scripts, double requestsPerSecond) {

  static Crowd of(int clients, IntFunction<Script> scripts) {
    return new Crowd(clients, scripts, 0);
  }

  Crowd at(double rate) {
    return new Crowd(clients, scripts, rate);
  }

  boolean isPaced() {
    return requestsPerSecond > 0;
  }
}
