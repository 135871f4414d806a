package dev.tidings.transport.stream;

import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.container.DisconnectProbe;
import dev.tidings.security.Login;
import dev.tidings.transport.delivery.AsyncCalls;
import dev.tidings.transport.delivery.ConnectedSession;
import dev.tidings.transport.delivery.ConsumerSession;
import dev.tidings.transport.delivery.Delivery;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.DeliveryOutlet;
import dev.tidings.transport.delivery.LoginCheck;
import dev.tidings.transport.delivery.SerialExecutor;
import dev.tidings.transport.http.ClientDisconnect;
import jakarta.servlet.ServletOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One open stream of deliveries. Its client acknowledges by receipts on other requests, or not at
 * all: then each message is acknowledged before it is written.
 */
final class DeliveryStream implements DeliveryOutlet, ConnectedSession {
  /** Shows a client that the stream is alive, and the server that the client is. */
  private static final Duration BETWEEN_COMMENTS = Duration.ofSeconds(5);

  /** More than that waits in the queue and not for a connection. */
  private static final long MOST_WAITING_BYTES = 1_048_576;

  /**
   * What the server offers to a stream.
   *
   * @param probe tells whether the client has closed the connection, where servers can be asked
   * @param onEnd runs once, when nothing is written any more
   * @param cut closes the connection, whatever waits on it
   */
  record Connection(
      ServletOutputStream out,
      ClientDisconnect disconnect,
      Optional<DisconnectProbe> probe,
      Runnable cut,
      Consumer<DeliveryStream> onEnd) {}

  private final DeliveryContext context;
  private final SubscriptionKey key;
  private final StreamOptions options;
  private final Duration timeout;
  private final Connection connection;
  private final SerialExecutor executor;
  private final LoginCheck loginCheck;
  private final ConsumerSession session;
  private final StreamWriter writer;
  private CompletionStage<Void> lastAcknowledgement = CompletableFuture.completedFuture(null);
  private long sent;
  private boolean isEnded;

  DeliveryStream(
      DeliveryContext context,
      Login login,
      SubscriptionKey key,
      StreamOptions options,
      Duration timeout,
      Connection connection) {
    this.context = context;
    this.key = key;
    this.options = options;
    this.timeout = timeout;
    this.connection = connection;
    executor = new SerialExecutor(context.serial());
    loginCheck = new LoginCheck(context, executor, this::end);
    loginCheck.loggedIn(login);
    session = new ConsumerSession(context, executor, this);
    writer =
        new StreamWriter(
            connection.out(), connection.disconnect(), executor, this::end, context.nanoTime());
  }

  /** Begins to deliver, when the thread of the request has left. */
  void begin() {
    writer.begin();
    executor.execute(
        () -> {
          write(options.format().comment(), () -> {});
          session.consume(
              key,
              SubscribeOptions.endpoint(loginCheck.login().orElseThrow().caller().endpointName())
                  .inBatchesOf(options.prefetch()));
        });
  }

  /** Deliveries were settled by another request; on any thread. */
  void settled(Collection<Receipt> receipts) {
    executor.execute(() -> session.forget(receipts));
  }

  @Override
  public long position() {
    return sent + 1;
  }

  @Override
  public void authorize(Runnable granted, Runnable refused) {
    loginCheck.check(granted, refused);
  }

  @Override
  public void send(Delivery delivery, List<Message> messages, SubscribeOptions consumed) {
    sent = delivery.position();
    if (isClosedByClient()) {
      end();
    } else if (options.isAtMostOnce()) {
      acknowledge(messages);
    } else {
      write(options.format().bytes(messages), () -> {});
    }
  }

  /** Asked while nothing is written. So what comes next is not lost with a client that has gone. */
  private boolean isClosedByClient() {
    return writer.isIdle()
        && connection.probe().filter(DisconnectProbe::isClosedByClient).isPresent();
  }

  /** Before they are written, in their order; what fails comes back when its lease ends. */
  private void acknowledge(List<Message> messages) {
    List<Receipt> receipts = receipts(messages);
    lastAcknowledgement =
        lastAcknowledgement
            .thenComposeAsync(
                nothing -> AsyncCalls.begin(() -> context.pubSub().acknowledge(key, receipts)),
                context.calls())
            .handle(
                (outcomes, failure) -> {
                  List<Message> done = failure == null ? done(messages, outcomes) : List.of();
                  executor.execute(() -> writeAcknowledged(done, receipts));
                  return null;
                });
  }

  private static List<Receipt> receipts(List<Message> messages) {
    return messages.stream().map(message -> message.receipt().orElseThrow()).toList();
  }

  private static List<Message> done(List<Message> messages, List<ReceiptOutcome> outcomes) {
    List<Message> done = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      if (outcomes.get(i) == ReceiptOutcome.DONE) {
        done.add(messages.get(i));
      }
    }
    return done;
  }

  /** They count for the window until they are written. */
  private void writeAcknowledged(List<Message> messages, List<Receipt> receipts) {
    if (messages.isEmpty()) {
      session.forget(receipts);
    } else {
      write(options.format().bytes(messages), () -> session.forget(receipts));
    }
  }

  private void write(byte[] bytes, Runnable whenWritten) {
    writer.write(
        bytes,
        () -> {
          whenWritten.run();
          if (writer.waitingBytes() == 0) {
            session.resume();
          }
        });
    if (writer.waitingBytes() > MOST_WAITING_BYTES) {
      session.pause();
    }
  }

  @Override
  public void tick(boolean hasSlept) {
    executor.execute(this::tick);
  }

  private void tick() {
    session.tick();
    loginCheck.tick();
    long sinceProgress = context.nanoTime().getAsLong() - writer.progressAt();
    if (session.consumed().isEmpty() || isClosedByClient()) {
      end();
    } else if (!writer.isIdle() && sinceProgress > timeout.toNanos()) {
      connection.cut().run();
      end();
    } else if (writer.isIdle() && sinceProgress > BETWEEN_COMMENTS.toNanos()) {
      write(options.format().comment(), () -> {});
    }
  }

  @Override
  public void endpointChanged(long endpointId) {
    loginCheck.endpointChanged(endpointId);
  }

  @Override
  public Set<SubscriptionKey> consumed() {
    return session.consumed();
  }

  @Override
  public void shutDown() {
    executor.execute(this::end);
  }

  private void end() {
    if (!isEnded) {
      isEnded = true;
      writer.close();
      var unused = session.close();
      connection.probe().ifPresent(DisconnectProbe::end);
      connection.onEnd().accept(this);
    }
  }
}
