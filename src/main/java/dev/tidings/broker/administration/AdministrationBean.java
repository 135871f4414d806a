package dev.tidings.broker.administration;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.ErrorType;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.ListenerRegistry;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.platform.database.Database;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The administration of the contract. Each call is one transaction, the caller's or that of the
 * bean that does the work. So this bean sees how the commit of that transaction ended.
 */
@Stateless(name = "TidingsAdministrationBean")
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class AdministrationBean implements Administration {
  @Inject Database database;
  @Inject Topics topics;
  @Inject Endpoints endpoints;
  @Inject TopicAdministration topicAdministration;
  @Inject EndpointAdministration endpointAdministration;
  @Inject SubscriptionAdministration subscriptionAdministration;

  /** Only where there is a transport for listeners. */
  @Inject Instance<ListenerRegistry> registry;

  @Override
  public TopicDetails createTopic(TopicSettings settings) {
    return database.durably(() -> topicAdministration.create(settings));
  }

  @Override
  public TopicDetails topic(long id) {
    return topics.require(id).details();
  }

  @Override
  public Page<TopicDetails> topics(PageRequest request) {
    return topics.page(request);
  }

  @Override
  public TopicDetails changeTopic(long id, long version, TopicSettings settings) {
    return database.durably(() -> topicAdministration.change(id, version, settings));
  }

  @Override
  public void deleteTopic(long id) {
    database.durably(
        () -> {
          topicAdministration.delete(id);
          return id;
        });
  }

  @Override
  public EndpointDetails createEndpoint(EndpointSettings settings) {
    return database.durably(() -> endpointAdministration.create(settings));
  }

  @Override
  public EndpointDetails endpoint(long id) {
    return endpoints.require(id).details();
  }

  @Override
  public Page<EndpointDetails> endpoints(PageRequest request) {
    return endpoints.page(request);
  }

  @Override
  public EndpointDetails changeEndpoint(long id, long version, EndpointSettings settings) {
    return database.durably(() -> endpointAdministration.change(id, version, settings));
  }

  @Override
  public void deleteEndpoint(long id) {
    database.durably(
        () -> {
          endpointAdministration.delete(id);
          return id;
        });
  }

  @Override
  public SubscriptionDetails createSubscription(String topicName, String endpointName) {
    return database.durably(() -> subscriptionAdministration.create(topicName, endpointName));
  }

  @Override
  public SubscriptionDetails subscription(long id) {
    return subscriptionAdministration.read(id);
  }

  @Override
  public Page<SubscriptionDetails> subscriptions(PageRequest request) {
    return subscriptionAdministration.page(request);
  }

  @Override
  public SubscriptionDetails changeSubscription(long id, long version, boolean isActive) {
    return database.durably(() -> subscriptionAdministration.change(id, version, isActive));
  }

  @Override
  public void deleteSubscription(long id) {
    database.durably(
        () -> {
          subscriptionAdministration.delete(id);
          return id;
        });
  }

  @Override
  public List<ListenerDetails> listeners() {
    return registry.isResolvable() ? registry.get().listeners() : List.of();
  }

  @Override
  public ListenerDetails pauseListener(String name) {
    return changeListener(name, false);
  }

  @Override
  public ListenerDetails resumeListener(String name) {
    return changeListener(name, true);
  }

  private ListenerDetails changeListener(String name, boolean isActive) {
    long id = requireListener(name).subscriptionId();
    if (id == 0) {
      throw new TidingsException(
          ErrorType.NOT_FOUND,
          "The listener %s has no subscription at the moment.".formatted(name));
    }
    changeSubscription(id, subscription(id).version(), isActive);
    return requireListener(name);
  }

  private ListenerDetails requireListener(String name) {
    return listeners().stream()
        .filter(listener -> listener.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TidingsException(
                    ErrorType.NOT_FOUND,
                    "This application has no listener with the name %s.".formatted(name)));
  }
}
