package dev.tidings.transport.listener;

import dev.tidings.api.Administration;
import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.ListenerRegistry;
import dev.tidings.api.ListenerState;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.concurrent.WorkerThreads;
import dev.tidings.platform.logging.Log;
import dev.tidings.platform.logging.LogEvent;
import dev.tidings.platform.metrics.Measurements;
import dev.tidings.platform.settings.StartFailure;
import dev.tidings.platform.tracing.Tracing;
import dev.tidings.transport.delivery.DeliveryContext;
import dev.tidings.transport.delivery.PrefetchWindow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All listeners of this application. */
@ApplicationScoped
public class Listeners implements ListenerRegistry {
  private static final Log LOG = Log.of(Listeners.class);

  /** Of data that one listener may have received and not settled, beside the number of messages. */
  private static final long WINDOW_BYTES = 16 << 20;

  @Inject ListenerExtension extension;
  @Inject ListenerSetup setup;
  @Inject ListenerCalls calls;
  @Inject PayloadReader payloads;
  @Inject PubSub pubSub;
  @Inject AsyncPubSub asyncPubSub;
  @Inject Administration administration;
  @Inject Measurements measurements;
  @Inject Tracing tracing;
  @Inject WorkerThreads threads;
  @Inject @DatabaseTime Clock clock;

  private volatile List<Prepared> prepared = List.of();

  /** A listener that can begin. */
  private record Prepared(ListenerConsumer consumer, SubscriptionDetails subscription) {}

  /**
   * Makes sure that each listener has its topic, its endpoint and its subscription.
   *
   * @throws StartFailure with a sentence for each that has not
   */
  void prepare(String application) {
    List<ListenerPlan> plans =
        extension.declarations().stream()
            .map(declaration -> ListenerPlan.of(declaration, application))
            .sorted(Comparator.comparing(ListenerPlan::name))
            .toList();
    List<String> failures = PlanRules.objections(plans);
    requireNone(failures);
    Map<String, List<String>> topicsOf =
        plans.stream()
            .collect(
                Collectors.groupingBy(
                    ListenerPlan::endpoint,
                    Collectors.mapping(ListenerPlan::topic, Collectors.toList())));
    List<Prepared> all = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (ListenerPlan plan : plans) {
      try {
        all.add(prepare(plan, topicsOf.get(plan.endpoint())));
      } catch (StartFailure failure) {
        problems.add(failure.getMessage());
      }
    }
    requireNone(problems);
    prepared = List.copyOf(all);
  }

  private static void requireNone(List<String> failures) {
    if (!failures.isEmpty()) {
      throw new StartFailure(String.join(" ", failures));
    }
  }

  private Prepared prepare(ListenerPlan plan, List<String> topicsOfEndpoint) {
    try {
      boolean isCreated = plan.declaration().values().createTopic();
      TopicDetails topic =
          setup
              .topic(plan.topic(), isCreated)
              .orElseThrow(
                  () ->
                      failure(
                          plan,
                          "There is no topic %s: create it, or let the listener do so with createTopic = true."
                              .formatted(plan.topic())));
      setup.requireEndpoint(plan.endpoint(), topicsOfEndpoint);
      SubscriptionDetails subscription = setup.subscribe(plan.topic(), plan.endpoint());
      return new Prepared(consumer(plan, topic.settings().defaultLease()), subscription);
    } catch (TidingsException failure) {
      throw failure(plan, explain(plan, failure));
    }
  }

  private static String explain(ListenerPlan plan, TidingsException failure) {
    return failure.type() == ErrorType.TOPIC_NOT_ACCESSIBLE
        ? "The endpoint %s may not receive from %s: give it the pattern sub=%s, a role that receives, and activate it."
            .formatted(plan.endpoint(), plan.topic(), plan.topic())
        : "It cannot receive from %s as the endpoint %s: %s"
            .formatted(plan.topic(), plan.endpoint(), failure.getMessage());
  }

  private static StartFailure failure(ListenerPlan plan, String sentence) {
    return new StartFailure(plan.declaration().prefix() + sentence);
  }

  private ListenerConsumer consumer(ListenerPlan plan, Duration lease) {
    DeliveryContext context =
        new DeliveryContext(
            "listener",
            new PrefetchWindow(plan.declaration().window(), WINDOW_BYTES),
            lease,
            asyncPubSub,
            clock,
            System::nanoTime,
            threads,
            threads);
    ListenerServices services =
        new ListenerServices(
            pubSub, administration, setup, calls, payloads, measurements, tracing, threads);
    return new ListenerConsumer(plan, services, context);
  }

  /** Begins to receive. */
  void begin() {
    for (Prepared one : prepared) {
      one.consumer().consume(one.subscription());
      ListenerPlan plan = one.consumer().plan();
      LOG.log(
          LogEvent.LISTENER_STARTED,
          plan.name(),
          plan.declaration().methodName(),
          plan.topic(),
          plan.endpoint());
    }
  }

  List<ListenerConsumer> consumers() {
    return prepared.stream().map(Prepared::consumer).toList();
  }

  @Override
  public List<ListenerDetails> listeners() {
    return consumers().stream().map(this::details).toList();
  }

  private ListenerDetails details(ListenerConsumer consumer) {
    ListenerPlan plan = consumer.plan();
    long id = consumer.subscriptionId();
    ListenerState state = state(id);
    return new ListenerDetails(
        plan.name(),
        plan.declaration().methodName(),
        plan.topic(),
        plan.endpoint(),
        state == ListenerState.UNSUBSCRIBED ? 0 : id,
        state,
        plan.declaration().values().concurrency(),
        plan.declaration().batchSize(),
        consumer.running());
  }

  private ListenerState state(long subscriptionId) {
    if (subscriptionId == 0) {
      return ListenerState.UNSUBSCRIBED;
    }
    try {
      return administration.subscription(subscriptionId).isActive()
          ? ListenerState.RUNNING
          : ListenerState.PAUSED;
    } catch (TidingsException failure) {
      if (failure.type() == ErrorType.NOT_FOUND) {
        return ListenerState.UNSUBSCRIBED;
      }
      throw failure;
    }
  }
}
