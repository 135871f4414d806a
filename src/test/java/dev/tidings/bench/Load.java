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

/**
 * Lets crowds of clients loose on a server. All connections are served by one thread, which costs
 * the machine that it shares with the server less than a thread for each.
 */
final class Load {
  private static final int BUFFER = 262_144;

  /** Bounds how late a request is sent that is due, and how long a round lasts too long. */
  private static final int MILLIS_BETWEEN_LOOKS = 1;

  private final InetSocketAddress server;
  private final Meters meters;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

  Load(int port, Meters meters) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.meters = meters;
  }

  /** One crowd alone. */
  Measurement run(Crowd crowd, Timing timing) {
    return run(List.of(crowd), timing).get(0);
  }

  /**
   * Several crowds at the same time, until the time is over or all of them have finished.
   *
   * @return what each of them achieved
   */
  List<Measurement> run(List<Crowd> crowds, Timing timing) {
    List<CrowdProgress> all =
        crowds.stream().map(crowd -> new CrowdProgress(crowd, meters)).toList();
    List<Client> clients = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      try {
        connect(selector, crowds, all, clients);
        run(selector, all, clients, timing);
      } finally {
        for (Client client : clients) {
          client.close();
        }
      }
    } catch (IOException e) {
      throw new BenchmarkFailure(e);
    }
    return all.stream().map(CrowdProgress::measurement).toList();
  }

  private void connect(
      Selector selector, List<Crowd> crowds, List<CrowdProgress> all, List<Client> clients)
      throws IOException {
    for (int i = 0; i < crowds.size(); i++) {
      Crowd crowd = crowds.get(i);
      for (int number = 0; number < crowd.clients(); number++) {
        clients.add(new Client(server, selector, crowd.scripts().apply(number), all.get(i)));
      }
    }
  }

  private void run(Selector selector, List<CrowdProgress> all, List<Client> clients, Timing timing)
      throws IOException {
    if (timing.warmUp().isZero()) {
      all.forEach(CrowdProgress::beginRound);
    }
    for (Client client : clients) {
      client.progress().ready(client);
    }
    if (!timing.warmUp().isZero()) {
      serve(selector, all, timing.warmUp());
      all.forEach(CrowdProgress::beginRound);
    }
    for (int round = 1; round <= timing.rounds(); round++) {
      serve(selector, all, timing.round());
      all.forEach(CrowdProgress::endRound);
      if (round < timing.rounds()) {
        all.forEach(CrowdProgress::beginRound);
      }
    }
    finish(selector, all);
  }

  private void serve(Selector selector, List<CrowdProgress> all, Duration duration)
      throws IOException {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < end && !all.stream().allMatch(CrowdProgress::isFinished)) {
      for (CrowdProgress progress : all) {
        progress.sendDue();
      }
      select(selector, true);
    }
  }

  /** The server must have nothing more to do when the next load begins. */
  private void finish(Selector selector, List<CrowdProgress> all) throws IOException {
    while (all.stream().anyMatch(CrowdProgress::isWaiting)) {
      select(selector, false);
    }
  }

  private void select(Selector selector, boolean goesOn) throws IOException {
    selector.select(MILLIS_BETWEEN_LOOKS);
    for (SelectionKey key : selector.selectedKeys()) {
      Client client = (Client) key.attachment();
      if (key.isValid() && key.isWritable()) {
        client.write();
      }
      if (key.isValid() && key.isReadable() && client.read(buffer) && goesOn) {
        client.progress().ready(client);
      }
    }
    selector.selectedKeys().clear();
  }
}
