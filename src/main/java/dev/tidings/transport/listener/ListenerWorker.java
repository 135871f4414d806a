package dev.tidings.transport.listener;

import dev.tidings.api.Message;
import dev.tidings.api.Rejection;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.tracing.OperationSpan;
import dev.tidings.transport.listener.CallParameters.Input;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the method called with what was received, and rejects what it fails for. While the database
 * is away it waits, and does not go on to the next messages only to fail for them too.
 */
final class ListenerWorker {
  private static final Log LOG = Log.of(ListenerWorker.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

  private final ListenerPlan plan;
  private final ListenerServices services;
  private final WorkQueue queue;

  ListenerWorker(ListenerPlan plan, ListenerServices services, WorkQueue queue) {
    this.plan = plan;
    this.services = services;
    this.queue = queue;
  }

  /** Does it; afterwards, what is not settled is nobody's, and comes back when its lease ends. */
  void work(WorkItem item) {
    List<Input> inputs = readable(item.messages());
    if (!inputs.isEmpty()) {
      perform(inputs);
    }
  }

  /** What the method can take. The rest can be read by no later call either. */
  private List<Input> readable(List<Message> messages) {
    List<Input> inputs = new ArrayList<>(messages.size());
    for (Message message : messages) {
      try {
        inputs.add(new Input(message, payload(message)));
      } catch (PayloadReader.UnreadableException unreadable) {
        // Without the failure: it may quote the data.
        LOG.log(
            LogEvent.LISTENER_UNREADABLE,
            plan.name(),
            plan.topic(),
            message.msgId(),
            unreadable.typeName());
        reject(List.of(message), because(unreadable).withoutRedelivery());
      }
    }
    return inputs;
  }

  private Object payload(Message message) throws PayloadReader.UnreadableException {
    Type type = plan.declaration().parameters().payload().orElse(Message.class);
    return type == Message.class ? message : services.payloads().read(message.data(), type);
  }

  private void perform(List<Input> inputs) {
    Duration pause = FIRST_PAUSE;
    while (!isPerformed(inputs) && !isHaltedAfter(pause)) {
      pause = longer(pause);
    }
  }

  /** Whether the method was called, whatever it did. */
  private boolean isPerformed(List<Input> inputs) {
    List<Message> messages = inputs.stream().map(Input::message).toList();
    OperationSpan span = services.tracing().process(plan.topic(), plan.endpoint(), messages);
    try {
      services.calls().perform(plan.declaration(), inputs);
      span.ended();
    } catch (ListenerCalls.NotCalledException unavailable) {
      span.failed(unavailable.getCause());
      return false;
    } catch (Throwable failure) {
      span.failed(failure);
      services.measurements().listenerFailed(plan.name());
      log(messages.get(0), failure);
      reject(messages, because(failure));
    }
    return true;
  }

  private static Rejection because(Throwable failure) {
    return Rejection.plain().because(FailureReason.of(failure));
  }

  /** What has been committed after all is not rejected by that: its receipt is worth nothing. */
  private void reject(List<Message> messages, Rejection rejection) {
    Duration pause = FIRST_PAUSE;
    while (!isRejected(messages, rejection) && !isHaltedAfter(pause)) {
      pause = longer(pause);
    }
  }

  /** Whether there is an answer, of whatever kind. */
  private boolean isRejected(List<Message> messages, Rejection rejection) {
    try {
      services.pubSub().reject(messages.get(0).subKey(), WorkItem.receipts(messages), rejection);
    } catch (TidingsException failure) {
      return !ListenerCalls.isTemporary(failure);
    }
    return true;
  }

  private boolean isHaltedAfter(Duration pause) {
    if (pause.equals(FIRST_PAUSE)) {
      LOG.log(LogEvent.LISTENER_WAITS, plan.name());
    }
    return queue.awaitHalt(pause);
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void log(Message message, Throwable failure) {
    LOG.logFailure(
        LogEvent.LISTENER_REJECTED,
        failure,
        plan.name(),
        plan.topic(),
        message.msgId(),
        message.deliveryCount());
  }
}
