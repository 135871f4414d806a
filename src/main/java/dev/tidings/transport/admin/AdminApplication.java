package dev.tidings.transport.admin;

import dev.tidings.transport.http.ProblemMapper;
import dev.tidings.transport.http.filter.JaxRsRequestFilter;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The administration API. Its classes are listed: each application of this WAR has others. */
public class AdminApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        JaxRsRequestFilter.class,
        AdminFilter.class,
        ProblemMapper.class,
        AccessResource.class,
        MessagesResource.class,
        AlertsResource.class,
        AuditResource.class,
        JobsResource.class,
        ConnectionsResource.class,
        DefinitionsResource.class,
        TopicsResource.class,
        EndpointsResource.class,
        SubscriptionsResource.class,
        SessionResource.class,
        SubscriptionQueueResource.class,
        TopicMessagesResource.class,
        ListenersResource.class,
        NodesResource.class,
        StatisticsResource.class,
        ConfigResource.class);
  }

  /** Jersey would describe everything to everybody under application.wadl. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
