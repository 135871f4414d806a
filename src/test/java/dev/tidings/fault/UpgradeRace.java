package dev.tidings.fault;

import dev.tidings.fixture.RawWebSocket;
import dev.tidings.fixture.RawWebSocket.Frame;
import dev.tidings.it.websocket.Account;
import dev.tidings.it.websocket.SilentClient;
import dev.tidings.system.Answer;
import dev.tidings.system.TidingsClient;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * WebSockets that come and go beside HTTP requests whose answers come later: each socket logs in as
 * soon as it may, has one answer, and goes.
 */
final class UpgradeRace {
  private static final int SOCKETS_AT_ONCE = 4;
  private static final String TOPIC = "/api/v1/topics/demo/orders";

  private final URI server;
  private final TidingsClient http;
  private final String password;
  private final AtomicInteger left;
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger silent = new AtomicInteger();
  private final List<String> wrong = new ArrayList<>();

  UpgradeRace(URI server, String password, int upgrades) {
    this.server = server;
    this.password = password;
    this.http = new TidingsClient(server, "demo", password);
    this.left = new AtomicInteger(upgrades);
  }

  /**
   * What came of it.
   *
   * @param logins sockets that logged in and had the answer to that and nothing else
   * @param silent sockets that had no answer
   * @param wrong what else came, on sockets and over HTTP
   * @param answers right answers over HTTP
   */
  record Result(int logins, int silent, List<String> wrong, int answers) {}

  Result run() {
    http.post(TOPIC + "/subscription");
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < SOCKETS_AT_ONCE; i++) {
        all.add(CompletableFuture.runAsync(this::comeAndGo, threads));
      }
      all.add(CompletableFuture.runAsync(() -> repeat(this::publish), threads));
      all.add(CompletableFuture.runAsync(() -> repeat(this::receive), threads));
      all.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
    return new Result(logins.get(), silent.get(), List.copyOf(wrong), answers.get());
  }

  private void comeAndGo() {
    for (int next = left.getAndDecrement(); next > 0; next = left.getAndDecrement()) {
      try (RawWebSocket socket = RawWebSocket.open(server.resolve("/ws"))) {
        socket.send(SilentClient.login(new Account("demo", password)));
        String answer = socket.readText();
        if (!answer.contains("zwsx.rspa")) {
          addWrong("answer to a login: " + answer);
        } else if (next % 2 == 0 || endsRight(socket)) {
          logins.incrementAndGet();
        }
      } catch (UncheckedIOException failure) {
        if (failure.getCause() instanceof SocketTimeoutException) {
          silent.incrementAndGet();
        } else {
          addWrong("socket: " + failure);
        }
      } catch (IllegalStateException failure) {
        addWrong("socket: " + failure);
      }
    }
  }

  private boolean endsRight(RawWebSocket socket) {
    socket.send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe8});
    for (Optional<Frame> frame = socket.read(); frame.isPresent(); frame = socket.read()) {
      if (frame.get().opcode() != RawWebSocket.CLOSE) {
        addWrong("frame behind the answer: " + frame.get());
        return false;
      }
    }
    return true;
  }

  private void repeat(Supplier<Answer> request) {
    while (left.get() > 0) {
      try {
        Answer answer = request.get();
        if (answer.status() / 100 == 2) {
          answers.incrementAndGet();
        } else {
          addWrong("answer over HTTP: " + answer);
        }
      } catch (CompletionException broken) {
        addWrong("no answer over HTTP: " + broken);
      }
    }
  }

  private Answer publish() {
    return http.post(TOPIC + "/messages", "text/plain", "news".getBytes(StandardCharsets.UTF_8));
  }

  private Answer receive() {
    return http.post(TOPIC + "/subscription/get-messages");
  }

  private synchronized void addWrong(String what) {
    wrong.add(what);
  }
}
