package dev.tidings.bench;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.HdrHistogram.Histogram;

/** How far the clients of a crowd have come. */
final class CrowdProgress {
  private final Crowd crowd;
  private final Meters meters;
  private final Histogram nanos = Measurement.histogram();
  private final List<Round> rounds = new ArrayList<>();
  private final Deque<Client> idle = new ArrayDeque<>();
  private final Deque<Long> overdue = new ArrayDeque<>();
  private Round round;
  private boolean isMeasured;
  private double nextDue;
  private int waiting;
  private int finished;

  CrowdProgress(Crowd crowd, Meters meters) {
    this.crowd = crowd;
    this.meters = meters;
    round = new Round(meters);
    nextDue = System.nanoTime();
  }

  /** Begins a round whose figures are kept. */
  void beginRound() {
    round = new Round(meters);
    isMeasured = true;
  }

  void endRound() {
    round.end();
    rounds.add(round);
    isMeasured = false;
  }

  /** Counts an answer that took that long. */
  void count(int messages, long took) {
    waiting--;
    if (isMeasured) {
      round.add(messages);
      nanos.recordValue(took);
    }
  }

  /** Lets a client send that is connected or was answered: at once, or when the next is due. */
  void ready(Client client) throws IOException {
    if (!crowd.isPaced()) {
      send(client, System.nanoTime());
    } else if (overdue.isEmpty()) {
      idle.add(client);
    } else {
      send(client, overdue.remove());
    }
  }

  /** Sends what is due by now, as far as there are clients that are not waiting. */
  void sendDue() throws IOException {
    long now = System.nanoTime();
    while (crowd.isPaced() && nextDue <= now) {
      nextDue += 1e9 / crowd.requestsPerSecond();
      if (idle.isEmpty()) {
        overdue.add(now);
      } else {
        send(idle.remove(), now);
      }
    }
  }

  private void send(Client client, long dueAt) throws IOException {
    if (client.send(dueAt)) {
      waiting++;
    } else {
      finished++;
    }
  }

  /** Whether no client has anything more to ask for. */
  boolean isFinished() {
    return finished == crowd.clients();
  }

  boolean isWaiting() {
    return waiting > 0;
  }

  Measurement measurement() {
    return new Measurement(rounds, nanos);
  }
}
