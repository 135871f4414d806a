package dev.tidings.transport.websocket;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.fixture.FakeQueue;
import dev.tidings.fixture.MovableClock;
import dev.tidings.security.Authenticator;
import dev.tidings.security.Caller;
import dev.tidings.security.Login;
import dev.tidings.security.LoginStatus;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.PrefetchWindow;
import dev.tidings.transport.websocket.service.ServiceOperation;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One session without a server: everything happens on the test's thread, and when it says so. */
final class SessionFixture {
  static final int WINDOW = 8;
  static final int WINDOW_BYTES = 64 * 1_024;
  static final int MAX_MESSAGE = 1_048_576;
  static final long ENDPOINT = 7;

  private static final SessionLimits LIMITS =
      new SessionLimits(
          MAX_MESSAGE,
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          2,
          Duration.ofSeconds(45));

  final MovableClock clock = new MovableClock(Instant.parse("2026-01-02T03:04:05Z"));
  final FakeSocket socket = new FakeSocket();
  final FakeQueue queue = new FakeQueue(clock);
  final List<SubscriptionKey> unwanted = new ArrayList<>();
  final ClientSession session;

  private final LoginGracePeriod loginGracePeriod = new LoginGracePeriod(0);
  private final Map<String, ServiceOperation> operations = new HashMap<>();
  private final Deque<Runnable> held = new ArrayDeque<>();
  private final Deque<Runnable> heldTasks = new ArrayDeque<>();
  private final Deque<Runnable> hashings = new ArrayDeque<>();
  private boolean areCallsHeld;
  private boolean areTasksHeld;
  private boolean isLoginGood = true;
  private boolean isLoginKnown = true;
  private boolean areHashingsHeld;
  private boolean isOver;
  private long nanoTime = 1_000_000;

  SessionFixture() {
    this(LIMITS.pingInterval());
  }

  SessionFixture(Duration untilFirstPing) {
    SessionContext sessionContext =
        new SessionContext(
            new DeliveryContext(
                "WebSocket",
                new PrefetchWindow(WINDOW, WINDOW_BYTES),
                DeliveryContext.LEASE,
                queue,
                clock,
                () -> nanoTime,
                this::runTask,
                this::call),
            new Accounts(),
            this::operation,
            LIMITS,
            loginGracePeriod,
            new RefusalDelay());
    session =
        new ClientSession(
            sessionContext,
            socket,
            "192.0.2.1",
            untilFirstPing,
            (ended, keys) -> {
              isOver = true;
              unwanted.addAll(keys);
            });
  }

  /** Everybody is who he says he is, if he knows the password. */
  private final class Accounts extends Authenticator {
    @Override
    public Login logIn(String username, String password, String address) {
      if (!password.equals("secret")) {
        throw new TidingsException(ErrorType.NOT_AUTHENTICATED, "wrong");
      }
      return new Login(new Caller(username, Role.PUB_SUB), loginStatus());
    }

    @Override
    public CompletionStage<Login> logInAsync(String username, String password, String address) {
      CompletableFuture<Login> hashed = new CompletableFuture<>();
      hashings.add(
          () -> hashed.completeAsync(() -> logIn(username, password, address), Runnable::run));
      if (!areHashingsHeld) {
        letOneLoginBeHashed();
      }
      return hashed;
    }

    private LoginStatus loginStatus() {
      return new LoginStatus() {
        @Override
        public boolean isGood() {
          return isLoginGood;
        }

        @Override
        public boolean isKnownToBeGood() {
          return isLoginGood && isLoginKnown;
        }

        @Override
        public boolean concerns(long endpointId) {
          return endpointId == ENDPOINT;
        }
      };
    }
  }

  private ServiceOperation operation(String name) {
    return Optional.ofNullable(operations.get(name))
        .orElseThrow(() -> new TidingsException(ErrorType.ACCESS_DENIED, "no such service"));
  }

  private void call(Runnable work) {
    if (areCallsHeld) {
      held.add(work);
    } else {
      work.run();
    }
  }

  private void runTask(Runnable work) {
    if (areTasksHeld) {
      heldTasks.add(work);
    } else {
      work.run();
    }
  }

  void offer(String name, ServiceOperation serviceOperation) {
    operations.put(name, serviceOperation);
  }

  /** Lets calls wait until they are let go. */
  void holdCalls() {
    areCallsHeld = true;
  }

  /** Lets tasks wait until they are let go. */
  void holdTasks() {
    areTasksHeld = true;
  }

  void letTasksGo() {
    areTasksHeld = false;
    while (!heldTasks.isEmpty()) {
      heldTasks.remove().run();
    }
  }

  int heldCalls() {
    return held.size();
  }

  void letOneCallGo() {
    held.remove().run();
  }

  /** Lets logins wait until they are let go. */
  void holdHashings() {
    areHashingsHeld = true;
  }

  void letOneLoginBeHashed() {
    hashings.remove().run();
  }

  /** From now on the database has to be asked whether the login is still good. */
  void forgetLogin() {
    isLoginKnown = false;
  }

  void forbidLogin() {
    isLoginGood = false;
  }

  boolean isOver() {
    return isOver;
  }

  /** Time goes by in steps in which the server looks after the session. */
  void pass(Duration time) {
    Duration step = Duration.ofMillis(500);
    for (long i = 0; i < time.dividedBy(step); i++) {
      nanoTime += step.toNanos();
      clock.advance(step);
      session.tick(false);
    }
  }

  /** Another client connects to the same server. */
  void anotherConnects() {
    loginGracePeriod.seen(nanoTime);
  }

  /** Time goes by in which the server is not there. */
  void sleep(Duration time) {
    nanoTime += time.toNanos();
    clock.advance(time);
    session.tick(true);
  }

  /** Logs in, and returns the token. */
  String logIn() {
    return logIn("client");
  }

  String logIn(String username) {
    session.hear(
        """
        {"meta":{"action":"create-session","id":"login","timestamp":"now","token":null,
         "client_id":"test","client_name":{"a":"b"},"username":"%s","secret":"secret"},"data":{}}
        """
            .formatted(username));
    return socket.last().getJsonObject("data").getString("token");
  }

  void invoke(String token, String id, String service, String request) {
    session.hear(
        """
        {"meta":{"action":"invoke-service","id":"%s","timestamp":"now","token":"%s"},
         "data":{"service":"%s","request":%s}}
        """
            .formatted(id, token, service, request));
  }

  /** Answers a delivery. */
  void respond(String token, JsonObject delivery) {
    respond(token, delivery.getJsonObject("meta").getString("id"));
  }

  void respond(String token, String id) {
    session.hear(
        """
        {"meta":{"action":"client-response","id":"r","timestamp":"now","token":"%s",
         "in_reply_to":"%s"},"data":{"response":null}}
        """
            .formatted(token, id));
  }

  /** Answers the last ping. */
  void pong() {
    session.hearPong(socket.pings().get(socket.pings().size() - 1));
  }

  List<JsonObject> deliveries() {
    return socket.ofType("zwsx.psrq");
  }
}
