package dev.tidings.transport.jmx;

import dev.tidings.api.Administration;
import dev.tidings.api.ErrorType;
import dev.tidings.api.JobKind;
import dev.tidings.api.JobRequest;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import java.util.function.Supplier;

/** What the operations of the MBeans do. */
final class JmxOperations {
  private static final int ATTEMPTS = 5;

  private final Administration administration;
  private final ServerCalls calls;
  private final Runnable afterwards;

  JmxOperations(Administration administration, ServerCalls calls, Runnable afterwards) {
    this.administration = administration;
    this.calls = calls;
    this.afterwards = afterwards;
  }

  void activateTopic(long id, boolean isActive) {
    run(
        () -> {
          TopicDetails topic = administration.topic(id);
          return administration.changeTopic(
              id, topic.version(), topic.settings().toBuilder().isActive(isActive).build());
        });
  }

  void activateQueue(long id, boolean isActive) {
    run(
        () ->
            administration.changeSubscription(
                id, administration.subscription(id).version(), isActive));
  }

  JobData startForTopic(JobKind kind, long id) {
    return run(() -> start(kind, administration.topic(id).settings().name(), ""));
  }

  JobData startForQueue(JobKind kind, long id) {
    return run(
        () -> {
          SubscriptionDetails queue = administration.subscription(id);
          return start(kind, queue.topicName(), queue.endpointName());
        });
  }

  private JobData start(JobKind kind, String topic, String endpoint) {
    return new JobData(
        administration.startJob(new JobRequest(kind, topic, endpoint, "", "", null)));
  }

  JobData job(long id) {
    return run(() -> new JobData(administration.job(id)));
  }

  JobData cancelJob(long id) {
    return run(() -> new JobData(administration.cancelJob(id)));
  }

  /** Again if somebody else changes the same at the same time. */
  private <T> T run(Supplier<T> operation) {
    try {
      return calls.administer(() -> repeated(operation));
    } finally {
      afterwards.run();
    }
  }

  private static <T> T repeated(Supplier<T> operation) {
    for (int attempt = 1; true; attempt++) {
      try {
        return operation.get();
      } catch (TidingsException failure) {
        if (failure.type() != ErrorType.STALE_VERSION || attempt == ATTEMPTS) {
          throw failure;
        }
      }
    }
  }
}
