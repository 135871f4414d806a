package dev.tidings.broker.administration;

import dev.tidings.api.DefinitionChange;
import dev.tidings.api.Definitions;
import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.SubscriptionDefinition;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.definitions.DefinitionsDocument;
import dev.tidings.broker.definitions.DefinitionsReader;
import dev.tidings.store.endpoint.Endpoint;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.subscription.Subscription;
import dev.tidings.store.subscription.Subscriptions;
import dev.tidings.store.topic.Topics;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Tells the definitions, and makes everything as a document says, each in one transaction. */
@Stateless(name = "TidingsDefinitionsService")
public class DefinitionsService {
  @Inject Topics topics;
  @Inject Endpoints endpoints;
  @Inject Subscriptions subscriptions;
  @Inject DefinitionsChanger changer;
  @Resource SessionContext context;

  public Definitions read(boolean withPasswordHashes) {
    Map<Long, String> topicNames = new HashMap<>();
    topics.all().forEach(topic -> topicNames.put(topic.id(), topic.settings().name()));
    List<Endpoint> all = endpoints.allOrdinary();
    Map<Long, String> endpointNames =
        all.stream().collect(Collectors.toMap(Endpoint::id, Endpoint::name));
    return new Definitions(
        topics.all().stream()
            .map(TopicDetails::settings)
            .sorted(Comparator.comparing(TopicSettings::name))
            .toList(),
        all.stream()
            .sorted(Comparator.comparing(Endpoint::name))
            .map(endpoint -> definition(endpoint, withPasswordHashes))
            .toList(),
        subscriptions.all().stream()
            .filter(it -> endpointNames.containsKey(it.endpointId()))
            .map(it -> definition(it, topicNames, endpointNames))
            .sorted(
                Comparator.comparing(SubscriptionDefinition::topicName)
                    .thenComparing(SubscriptionDefinition::endpointName))
            .toList());
  }

  private static EndpointDefinition definition(Endpoint endpoint, boolean withHash) {
    EndpointSettings settings = endpoint.details().settings();
    return new EndpointDefinition(settings, withHash ? endpoint.passwordHash().orElse("") : "");
  }

  private static SubscriptionDefinition definition(
      Subscription subscription, Map<Long, String> topicNames, Map<Long, String> endpointNames) {
    return new SubscriptionDefinition(
        topicNames.getOrDefault(subscription.topicId(), ""),
        endpointNames.get(subscription.endpointId()),
        subscription.isActive());
  }

  /** As a client says: nothing in the document is replaced by what is in the environment. */
  public List<DefinitionChange> apply(String document, boolean prune) {
    return apply(DefinitionsReader.read(document, UnaryOperator.identity()), prune);
  }

  /** Takes everything back, in a transaction of its own. */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public List<DefinitionChange> check(String document, boolean prune) {
    List<DefinitionChange> changes = apply(document, prune);
    context.setRollbackOnly();
    return changes;
  }

  /** Topics and endpoints before subscriptions, and subscriptions away before these. */
  public List<DefinitionChange> apply(DefinitionsDocument document, boolean prune) {
    DefinitionsChanger.Changes changes = changer.begin();
    document.topics().ifPresent(all -> forEach(all, it -> changer.topic(changes, it)));
    document.endpoints().ifPresent(all -> forEach(all, it -> changer.endpoint(changes, it)));
    document
        .subscriptions()
        .ifPresent(all -> forEach(all, it -> changer.subscription(changes, it)));
    if (prune) {
      changer.prune(changes, document);
    }
    return changes.all();
  }

  private <T> void forEach(List<T> all, Consumer<T> change) {
    for (T one : all) {
      change.accept(one);
      topics.writeAndForget();
    }
  }
}
