package dev.tidings.broker.administration;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.platform.database.Database;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * The administration of the contract. Each call is one transaction, the caller's or that of the
 * bean that does the work. So this bean sees how the commit of that transaction ended.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class AdministrationBean implements Administration {
  @Inject Database database;
  @Inject Topics topics;
  @Inject Endpoints endpoints;
  @Inject TopicAdministration topicAdministration;
  @Inject EndpointAdministration endpointAdministration;
  @Inject SubscriptionAdministration subscriptionAdministration;

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
}
