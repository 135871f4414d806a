package dev.tidings.broker;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.endpoint.Endpoints;
import dev.tidings.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** The administration of the contract, each call one transaction. */
@Stateless
public class AdministrationBean implements Administration {
  @Inject Topics topics;
  @Inject Endpoints endpoints;
  @Inject TopicAdministration topicAdministration;
  @Inject EndpointAdministration endpointAdministration;
  @Inject SubscriptionAdministration subscriptionAdministration;

  @Override
  public TopicDetails createTopic(TopicSettings settings) {
    return topicAdministration.create(settings);
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
    return topicAdministration.change(id, version, settings);
  }

  @Override
  public void deleteTopic(long id) {
    topicAdministration.delete(id);
  }

  @Override
  public EndpointDetails createEndpoint(EndpointSettings settings) {
    return endpointAdministration.create(settings);
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
    return endpointAdministration.change(id, version, settings);
  }

  @Override
  public void deleteEndpoint(long id) {
    endpointAdministration.delete(id);
  }

  @Override
  public SubscriptionDetails createSubscription(String topicName, String endpointName) {
    return subscriptionAdministration.create(topicName, endpointName);
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
    return subscriptionAdministration.change(id, version, isActive);
  }

  @Override
  public void deleteSubscription(long id) {
    subscriptionAdministration.delete(id);
  }
}
