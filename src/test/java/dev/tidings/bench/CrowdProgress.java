package dev.tidings.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** How far the clients of a crowd have come. */
final class CrowdProgress {
  private final Crowd crowd;
  private final Tally tally;
  private final Deque<Client> idle = new ArrayDeque<>();
  private final Deque<Long> overdue = new ArrayDeque<>();
  private double nextDue;
  private int waiting;
  private int finished;
  private boolean isOver;

  CrowdProgress(Crowd crowd, Tally tally) {
    this.crowd = crowd;
    this.tally = tally;
    nextDue = System.nanoTime();
  }

  /** Counts an answer that took that long. */
  void count(int messages, long took) {
    waiting--;
    tally.count(messages, took);
  }

  /** Lets a client send that is connected or was answered: at once, or when the next is due. */
  void ready(Client client) {
    if (isOver) {
      return;
    }
    if (!crowd.isPaced() && crowd.mayGoOn().getAsBoolean()) {
      send(client, System.nanoTime());
    } else if (overdue.isEmpty()) {
      idle.add(client);
    } else {
      send(client, overdue.remove());
    }
  }

  /** Lets nobody send any more. */
  void end() {
    isOver = true;
  }

  /** Sends what may be sent by now, as far as there are clients that are not waiting. */
  void sendDue() {
    if (crowd.isPaced()) {
      sendPaced();
    } else {
      while (!idle.isEmpty() && crowd.mayGoOn().getAsBoolean()) {
        send(idle.remove(), System.nanoTime());
      }
    }
  }

  private void sendPaced() {
    long now = System.nanoTime();
    while (nextDue <= now) {
      // Not when this thread came to it: its own stalls are those of a machine that is too busy.
      long dueAt = (long) nextDue;
      nextDue += 1e9 / crowd.requestsPerSecond();
      if (idle.isEmpty()) {
        overdue.add(dueAt);
      } else {
        send(idle.remove(), dueAt);
      }
    }
  }

  private void send(Client client, long dueAt) {
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
}
