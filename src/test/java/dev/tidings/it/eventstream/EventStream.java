package dev.tidings.it.eventstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Message;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.platform.container.AsyncCompletion;
import dev.tidings.security.Login;
import dev.tidings.transport.delivery.ConnectedSession;
import dev.tidings.transport.delivery.ConsumerSession;
import dev.tidings.transport.delivery.Delivery;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.DeliveryOutlet;
import dev.tidings.transport.delivery.LoginCheck;
import dev.tidings.transport.delivery.SerialExecutor;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One open stream. Each delivery is an event whose number is its position; each message is a line
 * of it: how often it was delivered, until when it is leased, and its text.
 */
final class EventStream implements DeliveryOutlet, ConnectedSession, WriteListener {
  /** Shows a consumer that the stream is alive, and the server that the consumer is. */
  private static final String COMMENT = ":\n\n";

  private final AsyncCompletion completion;
  private final ServletOutputStream output;
  private final Consumer<EventStream> onEnd;
  private final SerialExecutor executor;
  private final LoginCheck loginCheck;
  private final ConsumerSession session;
  private final Deque<String> waiting = new ArrayDeque<>();
  private long sent;
  private boolean isWritable;
  private boolean isToFlush;
  private boolean isEnded;
  private List<SubscriptionKey> unwanted = List.of();

  EventStream(DeliveryContext context, Login login, AsyncContext async, Consumer<EventStream> onEnd)
      throws IOException {
    this.completion = AsyncCompletion.of(async.getRequest(), async);
    this.output = async.getResponse().getOutputStream();
    this.onEnd = onEnd;
    executor = new SerialExecutor(context.serial());
    loginCheck = new LoginCheck(context, executor, this::end);
    loginCheck.loggedIn(login);
    session = new ConsumerSession(context, executor, this);
  }

  /** Begins to deliver a subscription. */
  void begin(SubscriptionKey key, SubscribeOptions options) {
    output.setWriteListener(this);
    executor.execute(
        () -> {
          write(COMMENT);
          session.consume(key, options);
        });
  }

  void acknowledgeUpTo(long event) {
    executor.execute(() -> session.acknowledgeUpTo(event));
  }

  /** The subscriptions that end with the stream. */
  List<SubscriptionKey> unwanted() {
    return unwanted;
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
  public void send(Delivery delivery, List<Message> messages, SubscribeOptions options) {
    sent = delivery.position();
    StringBuilder event = new StringBuilder("id: ").append(sent).append('\n');
    for (Message message : messages) {
      event
          .append("data: ")
          .append(message.deliveryCount())
          .append(' ')
          .append(message.leasedUntil().orElseThrow())
          .append(' ')
          .append(message.data().asString())
          .append('\n');
    }
    write(event.append('\n').toString());
  }

  private void write(String text) {
    if (!isEnded) {
      waiting.add(text);
      writeOn();
    }
  }

  private void writeOn() {
    try {
      while (isReady() && (isToFlush || !waiting.isEmpty())) {
        if (isToFlush) {
          isToFlush = false;
          output.flush();
        } else {
          isToFlush = true;
          output.write(waiting.remove().getBytes(UTF_8));
        }
      }
    } catch (IOException | RuntimeException gone) {
      // Containers throw what they like when the connection has gone meanwhile.
      end();
    }
  }

  /** When it was not, the container says when it is, and is not asked before. */
  private boolean isReady() {
    isWritable = isWritable && !isEnded && output.isReady();
    return isWritable;
  }

  @Override
  public void onWritePossible() {
    executor.execute(
        () -> {
          isWritable = true;
          writeOn();
        });
  }

  @Override
  public void onError(Throwable gone) {
    executor.execute(this::end);
  }

  @Override
  public void tick(boolean hasSlept) {
    executor.execute(
        () -> {
          session.tick();
          loginCheck.tick();
          if (waiting.isEmpty()) {
            write(COMMENT);
          }
        });
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
      unwanted = session.close();
      onEnd.accept(this);
      complete();
    }
  }

  private void complete() {
    try {
      completion.complete();
    } catch (IllegalStateException gone) {
      // The container was first.
    }
  }
}
