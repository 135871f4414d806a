package dev.tidings.bench.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.Session;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The WebSockets that are told everything. */
@ApplicationScoped
public class Broadcast {
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

  /** Those that nobody is talking to at the moment. */
  private final BlockingQueue<Session> free = new LinkedBlockingQueue<>();

  void add(Session session) {
    sessions.add(session);
    free.add(session);
  }

  void remove(Session session) {
    sessions.remove(session);
    free.remove(session);
  }

  /** Tells all of them, and returns how many when all sockets have taken it. */
  int tell(String text) {
    CompletableFuture<?>[] all =
        sessions.stream().map(session -> tell(session, text)).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
    return all.length;
  }

  /** Tells one of them, in turn, and returns when its socket has taken it. */
  void tellOne(String text) throws InterruptedException {
    Session session = free.take();
    try {
      tell(session, text).join();
    } finally {
      if (sessions.contains(session)) {
        free.add(session);
      }
    }
  }

  private static CompletableFuture<Void> tell(Session session, String text) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    session
        .getAsyncRemote()
        .sendText(
            text,
            result -> {
              if (result.isOK()) {
                told.complete(null);
              } else {
                told.completeExceptionally(result.getException());
              }
            });
    return told;
  }
}
