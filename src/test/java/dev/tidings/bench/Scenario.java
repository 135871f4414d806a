package dev.tidings.bench;

/** One row of the list of scenarios. */
@FunctionalInterface
interface Scenario {

  /** Measures it and adds what came out to the table. */
  void run(Bench bench);

  /** Both of them, one after the other. */
  default Scenario then(Scenario other) {
    return bench -> {
      run(bench);
      other.run(bench);
    };
  }
}
