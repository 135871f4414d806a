package dev.tidings.transport.listener;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.TidingsException;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.transport.listener.CallParameters.Input;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Calls methods, each call in a request context and a transaction of its own. */
@ApplicationScoped
public class ListenerCalls {
  private static final Logger LOG = System.getLogger(ListenerCalls.class.getName());
  private static final Log EVENTS = Log.of(ListenerCalls.class);
  private static final int FIRST_ERROR_OF_THE_SERVER = 500;

  @Resource(lookup = "java:comp/UserTransaction")
  private UserTransaction transaction;

  @Inject private PubSub pubSub;
  @Inject private BeanInvoker beans;

  /** The method was not called, because the broker cannot acknowledge; it may be called later. */
  static final class NotCalledException extends Exception {
    private static final long serialVersionUID = 1;

    NotCalledException(TidingsException cause) {
      super(cause);
    }
  }

  /**
   * Acknowledges, calls the method, and commits both. The acknowledgement comes first, because it
   * needs a connection for a moment, and the method may hold one.
   *
   * @throws Throwable why nothing was committed
   */
  @ActivateRequestContext
  public void perform(ListenerDeclaration listener, List<Input> inputs) throws Throwable {
    begin(listener.timeout());
    try {
      List<Input> leased =
          listener.parameters().settlesByHand() ? inputs : acknowledge(listener, inputs);
      if (!leased.isEmpty()) {
        beans.invoke(listener, listener.parameters().arguments(leased));
      }
      requireCommittable();
      transaction.commit();
    } finally {
      rollBackUnlessEnded();
    }
  }

  /** Counts for this transaction only: the thread is used for others too. */
  private void begin(Duration timeout) throws SystemException, NotSupportedException {
    transaction.setTransactionTimeout((int) timeout.plusSeconds(1).toSeconds());
    try {
      transaction.begin();
    } finally {
      transaction.setTransactionTimeout(0);
    }
  }

  /** What is still leased; the rest belongs to others by now. */
  private List<Input> acknowledge(ListenerDeclaration listener, List<Input> inputs)
      throws NotCalledException {
    List<ReceiptOutcome> outcomes = tryToAcknowledge(inputs.stream().map(Input::message).toList());
    List<Input> leased = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (outcomes.get(i) == ReceiptOutcome.DONE) {
        leased.add(inputs.get(i));
      } else {
        LOG.log(
            Level.DEBUG,
            "The lease of {0} ended before {1} got it",
            inputs.get(i).message(),
            listener.methodName());
      }
    }
    return leased;
  }

  private List<ReceiptOutcome> tryToAcknowledge(List<Message> messages) throws NotCalledException {
    try {
      return pubSub.acknowledge(messages.get(0).subKey(), WorkItem.receipts(messages));
    } catch (TidingsException failure) {
      if (isTemporary(failure)) {
        throw new NotCalledException(failure);
      } else if (failure.type() == ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE) {
        return Collections.nCopies(messages.size(), ReceiptOutcome.UNKNOWN);
      }
      throw failure;
    }
  }

  /** Whether the broker may do later what it could not do now, whatever the reason is. */
  static boolean isTemporary(TidingsException failure) {
    return failure.type().status() >= FIRST_ERROR_OF_THE_SERVER;
  }

  private void requireCommittable() throws SystemException {
    if (transaction.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
      throw new IllegalStateException("The transaction was marked for rollback.");
    }
  }

  private void rollBackUnlessEnded() {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    } catch (SystemException | RuntimeException failure) {
      EVENTS.logFailure(LogEvent.LISTENER_ROLLBACK_FAILED, failure);
    }
  }
}
