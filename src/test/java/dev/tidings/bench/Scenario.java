package dev.tidings.bench;

/** One row of the list of scenarios. */
@FunctionalInterface
interface Scenario {

  /** Measures it and adds what came out to the table. */
  void run(Bench bench);
}
