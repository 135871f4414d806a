package dev.tidings.bench.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.Session;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The WebSockets that are told everything. */
@ApplicationScoped
public class Broadcast {
  private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

  void add(Session session) {
    sessions.add(session);
  }

  void remove(Session session) {
    sessions.remove(session);
  }

  /** Tells all of them, and returns how many when all sockets have taken it. */
  int tell(String text) {
    CompletableFuture<?>[] all =
        sessions.stream().map(session -> tell(session, text)).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(all).join();
    return all.length;
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
