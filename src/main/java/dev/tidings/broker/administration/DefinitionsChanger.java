package dev.tidings.broker.administration;

import dev.tidings.api.AuditAction;
import dev.tidings.api.AuditKind;
import dev.tidings.api.DefinitionChange;
import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.SubscriptionDefinition;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.broker.definitions.DefinitionsDocument;
import dev.tidings.broker.definitions.DefinitionsDocument.Located;
import dev.tidings.store.endpoint.Endpoint;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.endpoint.PasswordHash;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.Topic;
import dev.tidings.store.topic.TopicName;
import dev.tidings.store.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes single objects as definitions say, in the transaction of the caller. */
@ApplicationScoped
class DefinitionsChanger {
  @Inject Topics topics;
  @Inject Endpoints endpoints;
  @Inject Subscriptions subscriptions;
  @Inject TopicAdministration topicAdministration;
  @Inject EndpointAdministration endpointAdministration;
  @Inject SubscriptionAdministration subscriptionAdministration;

  /** What has been changed so far. */
  static final class Changes {
    private final List<DefinitionChange> all = new ArrayList<>();

    private void add(
        AuditAction action,
        AuditKind kind,
        String name,
        Map<String, String> before,
        Map<String, String> after) {
      all.add(new DefinitionChange(action, kind, name, AuditTrail.changes(before, after)));
    }

    List<DefinitionChange> all() {
      return List.copyOf(all);
    }
  }

  Changes begin() {
    return new Changes();
  }

  void topic(Changes changes, Located<TopicSettings> located) {
    TopicSettings wanted = located.value();
    Optional<TopicDetails> stored = topics.stored(TopicName.of(wanted.name())).map(Topic::details);
    if (stored.isEmpty()) {
      located.attempt(() -> topicAdministration.create(wanted));
      changes.add(
          AuditAction.CREATE, AuditKind.TOPIC, wanted.name(), Map.of(), SettingFields.of(wanted));
    } else if (!stored.get().settings().equals(wanted)) {
      TopicDetails topic = stored.get();
      located.attempt(() -> topicAdministration.change(topic.id(), topic.version(), wanted));
      changes.add(
          AuditAction.CHANGE,
          AuditKind.TOPIC,
          wanted.name(),
          SettingFields.of(topic.settings()),
          SettingFields.of(wanted));
    }
  }

  void endpoint(Changes changes, Located<EndpointDefinition> located) {
    EndpointSettings wanted = located.value().settings();
    Optional<PasswordHash> hash =
        Optional.of(located.value().passwordHash())
            .filter(text -> !text.isEmpty())
            .map(text -> located.attempt(() -> new PasswordHash(text)));
    Optional<Endpoint> stored = endpoints.stored(wanted.name());
    if (stored.isEmpty()) {
      located.attempt(() -> endpointAdministration.create(wanted, hash));
      changes.add(
          AuditAction.CREATE,
          AuditKind.ENDPOINT,
          wanted.name(),
          Map.of(),
          SettingFields.of(wanted));
    } else {
      change(changes, located, stored.get(), hash);
    }
  }

  private void change(
      Changes changes,
      Located<EndpointDefinition> located,
      Endpoint stored,
      Optional<PasswordHash> hash) {
    EndpointSettings wanted = located.value().settings();
    Map<String, String> before = SettingFields.of(stored.details().settings());
    Map<String, String> after = SettingFields.of(wanted);
    if (hasNewPassword(stored, wanted, hash)) {
      after.put("password", AuditTrail.CHANGED);
    }
    if (!before.equals(after)) {
      EndpointSettings settings = after.containsKey("password") ? wanted : keepPassword(wanted);
      located.attempt(
          () -> endpointAdministration.change(stored.id(), stored.version(), settings, hash));
      changes.add(AuditAction.CHANGE, AuditKind.ENDPOINT, wanted.name(), before, after);
    }
  }

  private boolean hasNewPassword(
      Endpoint stored, EndpointSettings wanted, Optional<PasswordHash> hash) {
    if (hash.isPresent()) {
      return !stored.passwordHash().equals(hash.map(PasswordHash::text));
    }
    return !wanted.password().isEmpty() && !endpoints.hasPassword(stored, wanted.password());
  }

  private static EndpointSettings keepPassword(EndpointSettings it) {
    return new EndpointSettings(
        it.name(), it.type(), it.role(), it.username(), "", it.patterns(), it.isActive());
  }

  void subscription(Changes changes, Located<SubscriptionDefinition> located) {
    SubscriptionDefinition wanted = located.value();
    Optional<Subscription> stored = stored(wanted);
    boolean isNew = stored.isEmpty();
    SubscriptionDetails known =
        located.attempt(
            () ->
                isNew
                    ? subscriptionAdministration.create(wanted.topicName(), wanted.endpointName())
                    : subscriptionAdministration.read(stored.get().id()));
    if (known.isActive() != wanted.isActive()) {
      located.attempt(
          () -> subscriptionAdministration.change(known.id(), known.version(), wanted.isActive()));
    }
    if (isNew || known.isActive() != wanted.isActive()) {
      changes.add(
          isNew ? AuditAction.CREATE : AuditAction.CHANGE,
          AuditKind.SUBSCRIPTION,
          wanted.endpointName() + " " + wanted.topicName(),
          isNew ? Map.of() : SettingFields.ofSubscription(known.isActive()),
          SettingFields.ofSubscription(wanted.isActive()));
    }
  }

  private Optional<Subscription> stored(SubscriptionDefinition wanted) {
    Optional<Topic> topic = topics.stored(TopicName.of(wanted.topicName()));
    Optional<Endpoint> endpoint = endpoints.stored(wanted.endpointName());
    return topic.isEmpty() || endpoint.isEmpty()
        ? Optional.empty()
        : subscriptions
            .stored(endpoint.get().id(), topic.get().id())
            .flatMap(known -> subscriptions.stored(known.id()));
  }

  /** Deletes what the document does not mention, of the kinds that it does. */
  void prune(Changes changes, DefinitionsDocument document) {
    document.subscriptions().ifPresent(kept -> pruneSubscriptions(changes, kept));
    document.endpoints().ifPresent(kept -> pruneEndpoints(changes, kept));
    document.topics().ifPresent(kept -> pruneTopics(changes, kept));
  }

  private void pruneSubscriptions(Changes changes, List<Located<SubscriptionDefinition>> kept) {
    Set<Long> ids =
        kept.stream()
            .flatMap(it -> stored(it.value()).stream())
            .map(Subscription::id)
            .collect(Collectors.toSet());
    for (Subscription subscription : subscriptions.all()) {
      if (!ids.contains(subscription.id()) && isOrdinary(subscription.endpointId())) {
        SubscriptionDetails details = subscriptionAdministration.read(subscription.id());
        subscriptionAdministration.delete(subscription.id());
        changes.add(
            AuditAction.DELETE,
            AuditKind.SUBSCRIPTION,
            details.endpointName() + " " + details.topicName(),
            SettingFields.ofSubscription(details.isActive()),
            Map.of());
      }
    }
  }

  private boolean isOrdinary(long endpointId) {
    return endpoints.require(endpointId).isOrdinary();
  }

  private void pruneEndpoints(Changes changes, List<Located<EndpointDefinition>> kept) {
    Set<String> names =
        kept.stream().map(it -> it.value().settings().name()).collect(Collectors.toSet());
    for (Endpoint endpoint : endpoints.allOrdinary()) {
      if (!names.contains(endpoint.name())) {
        Map<String, String> before = SettingFields.of(endpoint.details().settings());
        endpointAdministration.delete(endpoint.id());
        changes.add(AuditAction.DELETE, AuditKind.ENDPOINT, before.get("name"), before, Map.of());
      }
    }
  }

  private void pruneTopics(Changes changes, List<Located<TopicSettings>> kept) {
    Set<String> names = kept.stream().map(it -> it.value().name()).collect(Collectors.toSet());
    for (TopicDetails topic : topics.all()) {
      if (!names.contains(topic.settings().name())) {
        topicAdministration.delete(topic.id());
        changes.add(
            AuditAction.DELETE,
            AuditKind.TOPIC,
            topic.settings().name(),
            SettingFields.of(topic.settings()),
            Map.of());
      }
    }
  }
}
