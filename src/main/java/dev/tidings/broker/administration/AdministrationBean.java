package dev.tidings.broker.administration;

import dev.tidings.api.Administration;
import dev.tidings.api.AlertDetails;
import dev.tidings.api.AlertKind;
import dev.tidings.api.AuditEntry;
import dev.tidings.api.AuditFilter;
import dev.tidings.api.ConnectionDetails;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DefinitionChange;
import dev.tidings.api.Definitions;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.EndpointSettings;
import dev.tidings.api.ErrorType;
import dev.tidings.api.JobDetails;
import dev.tidings.api.JobRequest;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.ListenerRegistry;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessageTrace;
import dev.tidings.api.NodeDetails;
import dev.tidings.api.Page;
import dev.tidings.api.PageRequest;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.SubscriptionFilter;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicAccess;
import dev.tidings.api.TopicDetails;
import dev.tidings.api.TopicSettings;
import dev.tidings.broker.alert.Alert;
import dev.tidings.broker.alert.AlertAcknowledging;
import dev.tidings.broker.alert.AlertService;
import dev.tidings.broker.audit.AuditTrail;
import dev.tidings.broker.job.JobService;
import dev.tidings.broker.node.ClusterConnections;
import dev.tidings.broker.node.Disconnecting;
import dev.tidings.broker.node.NodeService;
import dev.tidings.broker.trace.AccessExplanation;
import dev.tidings.broker.trace.MessageTracer;
import dev.tidings.platform.database.Database;
import dev.tidings.store.endpoint.Endpoints;
import dev.tidings.store.topic.Topics;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

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
  @Inject QueueAdministration queueAdministration;
  @Inject AccessExplanation accessExplanation;
  @Inject DefinitionsService definitionsService;
  @Inject JobService jobService;
  @Inject MessageTracer messageTracer;
  @Inject AuditTrail auditTrail;
  @Inject AlertService alertService;
  @Inject AlertAcknowledging alertAcknowledging;
  @Inject NodeService nodeService;
  @Inject ClusterConnections clusterConnections;
  @Inject Disconnecting disconnecting;

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
    return database.durably(() -> endpointAdministration.create(settings, Optional.empty()));
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
    return database.durably(
        () -> endpointAdministration.change(id, version, settings, Optional.empty()));
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
    return subscriptions(SubscriptionFilter.of(request));
  }

  @Override
  public Page<SubscriptionDetails> subscriptions(SubscriptionFilter filter) {
    return subscriptionAdministration.page(filter);
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
  public long clearQueue(long subscriptionId) {
    return database.durably(() -> queueAdministration.clear(subscriptionId));
  }

  @Override
  public boolean removeMessage(long subscriptionId, MessageId id) {
    return database.durably(() -> queueAdministration.remove(subscriptionId, id));
  }

  @Override
  public long redeliver(long subscriptionId, DeadLetterFilter filter) {
    return database.durably(() -> queueAdministration.redeliver(subscriptionId, filter));
  }

  @Override
  public long discard(long subscriptionId, DeadLetterFilter filter) {
    return database.durably(() -> queueAdministration.discard(subscriptionId, filter));
  }

  @Override
  public List<MessageId> publish(long topicId, List<Publication> publications) {
    return database.durably(() -> queueAdministration.publish(topicId, publications));
  }

  @Override
  public TopicAccess access(String endpointName, String topicName) {
    return accessExplanation.explain(endpointName, topicName);
  }

  @Override
  public MessageTrace trace(MessageId id) {
    return messageTracer.trace(id);
  }

  @Override
  public Page<AuditEntry> audit(AuditFilter filter) {
    return auditTrail.page(filter);
  }

  @Override
  public Definitions definitions(boolean withPasswordHashes) {
    return definitionsService.read(withPasswordHashes);
  }

  @Override
  public List<DefinitionChange> applyDefinitions(String document, boolean prune) {
    return database.durably(() -> definitionsService.apply(document, prune));
  }

  @Override
  public List<DefinitionChange> checkDefinitions(String document, boolean prune) {
    return definitionsService.check(document, prune);
  }

  @Override
  public JobDetails startJob(JobRequest request) {
    return database.durably(() -> jobService.start(request));
  }

  @Override
  public JobDetails job(long id) {
    return jobService.read(id);
  }

  @Override
  public Page<JobDetails> jobs(PageRequest request) {
    return jobService.page(request);
  }

  @Override
  public JobDetails cancelJob(long id) {
    return database.durably(() -> jobService.cancel(id));
  }

  @Override
  public List<NodeDetails> nodes() {
    return nodeService.nodes();
  }

  @Override
  public Page<ConnectionDetails> connections(PageRequest request) {
    return clusterConnections.page(request);
  }

  @Override
  public boolean disconnect(long id) {
    return disconnecting.disconnect(id);
  }

  @Override
  public List<AlertDetails> alerts() {
    return alertService.alerts();
  }

  @Override
  public void acknowledgeAlert(AlertKind kind, String topicName, String endpointName) {
    Alert alert = new Alert(kind, topicName, endpointName);
    alertService.tellAcknowledged(database.durably(() -> alertAcknowledging.acknowledge(alert)));
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
