package dev.tidings.bench;

import java.nio.file.Path;

/** A build that has been started, and what loads it. */
record RunningBuild(Build build, Bench bench) implements AutoCloseable {

  /**
   * Starts it on a new database.
   *
   * @param directory for everything that it writes
   * @param name of the database
   * @param rounds gets a line for each round
   */
  static RunningBuild start(
      Build build,
      BenchDatabase database,
      Path directory,
      String name,
      Options options,
      Table rounds) {
    BenchServer server = build.start(directory, database.create(name), options.javaOptions());
    try {
      Load load = new Load(server.port(), server);
      Limits limits = new Limits(database, directory, options);
      return new RunningBuild(
          build, new Bench(database, server, load, new Stage(load), limits, options, rounds));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public void close() {
    bench.load().close();
    bench.server().close();
  }
}
