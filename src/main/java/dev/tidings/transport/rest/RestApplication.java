package dev.tidings.transport.rest;

import dev.tidings.transport.http.ProblemMapper;
import dev.tidings.transport.http.filter.JaxRsRequestFilter;
import dev.tidings.transport.metrics.MetricsResource;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The native API. Its classes are listed: each application of this WAR has others. */
public class RestApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        JaxRsRequestFilter.class,
        ProblemMapper.class,
        PublishResource.class,
        SubscriptionResource.class,
        QueueResource.class,
        ReceiveResource.class,
        SettlementResource.class,
        DeadLetterResource.class,
        MetricsResource.class);
  }

  /** Jersey would describe everything to everybody under application.wadl. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
