package dev.tidings.broker.administration;

import dev.tidings.api.AuditKind;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Page;
import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.SubscriptionFilter;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.access.TopicLookup;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.broker.dispatch.WakeUps;
import dev.tidings.broker.transaction.CallerTransaction;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.queue.QueueId;
import dev.tidings.store.queue.depth.QueueDepths;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.SubscriptionNames;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Creates, changes and ends subscriptions for an administrator, each call in one transaction. */
@Stateless(name = "TidingsSubscriptionAdministration")
public class SubscriptionAdministration {
  @Inject Database database;
  @Inject Topics topics;
  @Inject TopicLookup topicLookup;
  @Inject Endpoints endpoints;
  @Inject AccessPolicy access;
  @Inject Subscriptions subscriptions;
  @Inject SubscribeService subscribeService;
  @Inject QueueDepths queueDepths;
  @Inject AuditTrail auditTrail;
  @Inject CallerTransaction caller;
  @Inject WakeUps wakeUps;
  @Inject @DatabaseTime Clock clock;

  public SubscriptionDetails create(String topicName, String endpointName) {
    TopicName name = TopicName.of(topicName);
    EndpointSnapshot endpoint =
        endpoints
            .find(endpointName)
            .orElseThrow(
                () ->
                    TidingsException.invalid("endpoint_name", "must name an endpoint that exists"));
    String pattern = access.requireReceive(endpoint, name);
    requireTopic(name);
    SubscribeOutcome outcome =
        topicLookup.withCurrent(
            endpoint, name, topic -> subscribeService.subscribe(topic, endpoint, pattern));
    if (!outcome.isNew()) {
      throw new TidingsException(
          ErrorType.CONFLICT,
          "The endpoint %s is subscribed to %s already.".formatted(endpoint.name(), name));
    }
    SubscriptionDetails created = read(subscriptions.find(outcome.key()).orElseThrow().id());
    auditTrail.created(target(created), SettingFields.ofSubscription(created.isActive()));
    return created;
  }

  static AuditTrail.Target target(SubscriptionDetails subscription) {
    return new AuditTrail.Target(
        AuditKind.SUBSCRIPTION,
        subscription.id(),
        subscription.endpointName() + " " + subscription.topicName());
  }

  private void requireTopic(TopicName name) {
    if (topics.find(name).isEmpty()) {
      throw TidingsException.invalid("topic_name", "must name a topic that exists");
    }
  }

  public SubscriptionDetails read(long id) {
    return details(subscriptions.require(id));
  }

  public Page<SubscriptionDetails> page(SubscriptionFilter filter) {
    Page<Subscription> page = subscriptions.page(filter);
    return new Page<>(details(page.rows()), page.lastId());
  }

  /** In as many statements however many they are; one that is gone by now is left out. */
  private List<SubscriptionDetails> details(List<Subscription> some) {
    if (some.isEmpty()) {
      return List.of();
    }
    Map<Long, SubscriptionNames> names =
        subscriptions.names(some.stream().map(Subscription::id).toList());
    List<QueueId> queues = some.stream().map(one -> new QueueId(one.id(), one.topicId())).toList();
    Map<Long, Long> depths =
        database.read(connection -> queueDepths.depths(connection, queues, clock.instant()));
    return some.stream()
        .filter(one -> names.containsKey(one.id()))
        .map(one -> details(one, names.get(one.id()), depths.getOrDefault(one.id(), 0L)))
        .toList();
  }

  public SubscriptionDetails change(long id, long version, boolean isActive) {
    boolean wasActive = subscriptions.require(id).isActive();
    Subscription changed = subscriptions.change(id, version, isActive);
    auditTrail.changed(
        target(details(changed)),
        SettingFields.ofSubscription(wasActive),
        SettingFields.ofSubscription(isActive));
    caller.afterCommit(() -> wakeUps.changed(new QueueId(changed.id(), changed.topicId())));
    return database.inTransaction(Durability.GUARANTEED, connection -> details(changed));
  }

  public void delete(long id) {
    Subscription subscription = subscriptions.require(id);
    AuditTrail.Target target = target(details(subscription));
    subscribeService.unsubscribe(subscription.known());
    auditTrail.deleted(target, SettingFields.ofSubscription(subscription.isActive()));
  }

  private SubscriptionDetails details(Subscription subscription) {
    QueueId queue = new QueueId(subscription.id(), subscription.topicId());
    long depth =
        database
            .read(connection -> queueDepths.depth(connection, queue, clock.instant()))
            .orElse(0L);
    return details(
        subscription,
        new SubscriptionNames(
            topics.require(subscription.topicId()).name().value(),
            endpoints.require(subscription.endpointId()).name()),
        depth);
  }

  private static SubscriptionDetails details(
      Subscription subscription, SubscriptionNames names, long depth) {
    return new SubscriptionDetails(
        subscription.id(),
        subscription.version(),
        subscription.createdAt(),
        subscription.key(),
        names.topicName(),
        names.endpointName(),
        subscription.patternMatched(),
        subscription.isActive(),
        depth);
  }
}
