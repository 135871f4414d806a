package dev.tidings.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Lets crowds of clients loose on a server. All connections are served by one thread, which costs
 * the machine that it shares with the server less than a thread for each.
 */
final class Load implements AutoCloseable {
  private static final int BUFFER = 262_144;

  /** Bounds how late a request is sent that is due, and how long a round lasts too long. */
  private static final int MILLIS_BETWEEN_LOOKS = 1;

  private final InetSocketAddress server;
  private final Meters meters;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  /** WebSockets stay from one run to the next; they are served while anything runs. */
  private final Selector selector;

  Load(int port, Meters meters) throws IOException {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.meters = meters;
    selector = Selector.open();
  }

  InetSocketAddress server() {
    return server;
  }

  Selector selector() {
    return selector;
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
      try {
        connect(crowds, all, clients);
        run(all, Stream.concat(tallies.stream(), Stream.of(others)).toList(), clients, timing);
      } finally {
        for (Client client : clients) {
          client.close();
        }
      }
    } catch (IOException e) {
      throw new BenchmarkFailure(e);
    }
    return tallies.stream().map(Tally::measurement).toList();
  }

  private void connect(List<Crowd> crowds, List<CrowdProgress> all, List<Client> clients)
      throws IOException {
    for (int i = 0; i < crowds.size(); i++) {
      Crowd crowd = crowds.get(i);
      for (int number = 0; number < crowd.clients(); number++) {
        clients.add(new Client(server, selector, crowd.scripts().apply(number), all.get(i)));
      }
    }
  }

  private void run(
      List<CrowdProgress> all, List<Tally> tallies, List<Client> clients, Timing timing)
      throws IOException {
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

  private void serve(List<CrowdProgress> all, Duration duration) throws IOException {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end && !all.stream().allMatch(CrowdProgress::isFinished)) {
      for (CrowdProgress progress : all) {
        progress.sendDue();
      }
      select();
    }
  }

  /** The server must have nothing more to do when the next load begins. */
  private void finish(List<CrowdProgress> all) throws IOException {
    all.forEach(CrowdProgress::end);
    while (all.stream().anyMatch(CrowdProgress::isWaiting)) {
      select();
    }
  }

  /** Serves what is connected until something is so; it ends the run if that takes too long. */
  void await(String what, Duration atMost, BooleanSupplier condition) {
    long end = System.nanoTime() + atMost.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end) {
          throw new BenchmarkFailure("Not within %s: %s".formatted(atMost, what));
        }
        select();
      }
    } catch (IOException e) {
      throw new BenchmarkFailure(e);
    }
  }

  /** Serves whatever is open, for so long. */
  void serve(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await("time has passed", time.multipliedBy(2), () -> System.nanoTime() - end >= 0);
  }

  private void select() throws IOException {
    selector.select(MILLIS_BETWEEN_LOOKS);
    for (SelectionKey key : selector.selectedKeys()) {
      Link link = (Link) key.attachment();
      if (key.isValid() && key.isConnectable()) {
        link.connected();
      }
      if (key.isValid() && key.isWritable()) {
        link.write();
      }
      if (key.isValid() && key.isReadable()) {
        link.read(buffer);
      }
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
