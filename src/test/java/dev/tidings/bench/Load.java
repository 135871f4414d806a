package dev.tidings.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Lets crowds of clients loose on a server. */
final class Load implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofMinutes(1);

  /** WebSockets stay from one run to the next; they are served while anything runs. */
  private final ClientConnections connections;

  private final Meters meters;

  Load(int port, Meters meters) {
    connections = new ClientConnections(port);
    this.meters = meters;
  }

  ClientConnections connections() {
    return connections;
  }

  /** For what is to be counted in the rounds of a run besides its answers. */
  Tally tally() {
    return new Tally(meters);
  }

  /** One crowd alone. */
  Measurement run(Crowd crowd, Timing timing) {
    return run(List.of(crowd), timing).get(0);
  }

  /**
   * Several crowds at the same time, until the time is over or all of them have finished.
   *
   * @param others what has the same rounds
   * @return what each of the crowds achieved
   */
  List<Measurement> run(List<Crowd> crowds, Timing timing, Tally... others) {
    List<Tally> tallies = crowds.stream().map(crowd -> tally()).toList();
    List<CrowdProgress> all = new ArrayList<>();
    for (int i = 0; i < crowds.size(); i++) {
      all.add(new CrowdProgress(crowds.get(i), tallies.get(i)));
    }
    List<Client> clients = new ArrayList<>();
    try {
      connect(crowds, all, clients);
      run(all, Stream.concat(tallies.stream(), Stream.of(others)).toList(), clients, timing);
    } finally {
      clients.forEach(Client::close);
    }
    return tallies.stream().map(Tally::measurement).toList();
  }

  private void connect(List<Crowd> crowds, List<CrowdProgress> all, List<Client> clients) {
    for (int i = 0; i < crowds.size(); i++) {
      Crowd crowd = crowds.get(i);
      for (int number = 0; number < crowd.clients(); number++) {
        clients.add(new Client(connections, crowd.scripts().apply(number), all.get(i)));
      }
    }
    await(
        "all clients are connected",
        CONNECT_LIMIT,
        () -> clients.stream().allMatch(Client::isConnected));
  }

  private void run(
      List<CrowdProgress> all, List<Tally> tallies, List<Client> clients, Timing timing) {
    Rounds rounds = new Rounds(tallies, timing);
    if (timing.warmUp().isZero()) {
      rounds.begin();
    }
    for (Client client : clients) {
      client.progress().ready(client);
    }
    if (!timing.warmUp().isZero()) {
      serve(all, timing.warmUp());
      rounds.begin();
    }
    do {
      serve(all, timing.round());
    } while (rounds.goOn());
    finish(all);
  }

  private void serve(List<CrowdProgress> all, Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end && !all.stream().allMatch(CrowdProgress::isFinished)) {
      for (CrowdProgress progress : all) {
        progress.sendDue();
      }
      connections.serve();
    }
  }

  /** The server must have nothing more to do when the next load begins. */
  private void finish(List<CrowdProgress> all) {
    all.forEach(CrowdProgress::end);
    while (all.stream().anyMatch(CrowdProgress::isWaiting)) {
      connections.serve();
    }
  }

  /** Serves what is connected until something is so; it ends the run if that takes too long. */
  void await(String what, Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new BenchmarkFailure("Not within %s: %s".formatted(atMost, what));
      }
      connections.serve();
    }
  }

  /** Serves whatever is open, for so long. */
  void serve(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await("time has passed", time.multipliedBy(2), () -> System.nanoTime() - end >= 0);
  }

  @Override
  public void close() {
    connections.close();
  }
}
