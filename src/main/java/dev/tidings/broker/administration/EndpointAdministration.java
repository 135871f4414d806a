package dev.tidings.broker.administration;

import dev.tidings.api.AuditKind;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.EndpointType;
import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.platform.database.Database;
import dev.tidings.platform.database.engine.Durability;
import dev.tidings.store.endpoint.AccessPolicy;
import dev.tidings.store.endpoint.Endpoint;
import dev.tidings.store.endpoint.EndpointSnapshot;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.endpoint.PasswordHash;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Creates, changes and deletes endpoints, each call in one transaction. */
@Stateless(name = "TidingsEndpointAdministration")
public class EndpointAdministration {
  @Inject Database database;
  @Inject Endpoints endpoints;
  @Inject AccessPolicy access;
  @Inject Topics topics;
  @Inject Subscriptions subscriptions;
  @Inject SubscribeService subscribeService;
  @Inject AuditTrail auditTrail;
  @Inject @DatabaseTime Clock clock;

  public EndpointDetails create(EndpointSettings settings, Optional<PasswordHash> hash) {
    requireOrdinary(settings.type());
    Endpoint endpoint =
        hash.isPresent()
            ? endpoints.add(settings, hash.get(), clock.instant())
            : endpoints.add(settings, clock.instant());
    EndpointDetails created = endpoint.details();
    auditTrail.created(target(created), fields(created.settings(), settings, hash));
    return durably(created);
  }

  public EndpointDetails change(
      long id, long version, EndpointSettings settings, Optional<PasswordHash> hash) {
    requireChangeable(endpoints.require(id));
    requireOrdinary(settings.type());
    EndpointSettings before = endpoints.require(id).details().settings();
    Endpoint endpoint = endpoints.change(id, version, settings, hash);
    requireAnAdministrator(endpoint);
    EndpointSnapshot changed = endpoint.known();
    endSubscriptions(id, subscription -> !mayReceive(changed, subscription));
    auditTrail.changed(
        target(endpoint.details()),
        SettingFields.of(before),
        fields(endpoint.details().settings(), settings, hash));
    return durably(endpoint.details());
  }

  private static AuditTrail.Target target(EndpointDetails endpoint) {
    return new AuditTrail.Target(AuditKind.ENDPOINT, endpoint.id(), endpoint.settings().name());
  }

  /** Tells that there is a new password, and not which. */
  private static Map<String, String> fields(
      EndpointSettings stored, EndpointSettings given, Optional<PasswordHash> hash) {
    Map<String, String> fields = SettingFields.of(stored);
    if (!given.password().isEmpty() || hash.isPresent()) {
      fields.put("password", AuditTrail.CHANGED);
    }
    return fields;
  }

  public void delete(long id) {
    Endpoint endpoint = endpoints.require(id);
    requireChangeable(endpoint);
    EndpointDetails details = endpoint.details();
    endSubscriptions(id, subscription -> true);
    endpoints.remove(endpoint);
    requireAnAdministrator(endpoint);
    auditTrail.deleted(target(details), SettingFields.of(details.settings()));
    durably(endpoint);
  }

  private boolean mayReceive(EndpointSnapshot endpoint, Subscription subscription) {
    return access
        .receivePattern(endpoint.withActivity(true), topics.require(subscription.topicId()).name())
        .isPresent();
  }

  /** Topics by ascending id, as everybody who locks several of them does. */
  private void endSubscriptions(long endpointId, Predicate<Subscription> isToEnd) {
    List<Subscription> all =
        subscriptions.ofEndpoint(endpointId).stream()
            .filter(isToEnd)
            .sorted(Comparator.comparingLong(Subscription::topicId))
            .toList();
    all.forEach(this::end);
  }

  private void end(Subscription subscription) {
    String topic = topics.require(subscription.topicId()).name().value();
    String endpoint = endpoints.require(subscription.endpointId()).name();
    subscribeService.unsubscribe(subscription.known());
    auditTrail.deleted(
        new AuditTrail.Target(AuditKind.SUBSCRIPTION, subscription.id(), endpoint + " " + topic),
        SettingFields.ofSubscription(subscription.isActive()));
  }

  private static void requireOrdinary(EndpointType type) {
    if (type == EndpointType.INTERNAL) {
      throw TidingsException.invalid("type", "must be rest, websockets or service");
    }
  }

  private static void requireChangeable(Endpoint endpoint) {
    if (endpoint.details().settings().type() == EndpointType.INTERNAL) {
      throw new TidingsException(
          ErrorType.CONFLICT,
          "%s is the server's own endpoint and stays as it is.".formatted(endpoint.name()));
    }
  }

  private void requireAnAdministrator(Endpoint changed) {
    if (endpoints.countAdministrators() == 0) {
      throw new TidingsException(
          ErrorType.LAST_ADMINISTRATOR,
          "%s is the last active endpoint with the role admin and a username. Create or activate another one first, then repeat this change."
              .formatted(changed.name()));
    }
  }

  /** The entities' own transaction becomes as durable as a guaranteed publish. */
  private <T> T durably(T result) {
    return database.inTransaction(Durability.GUARANTEED, connection -> result);
  }
}
