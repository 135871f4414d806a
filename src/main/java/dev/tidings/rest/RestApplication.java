package dev.tidings.rest;

import dev.tidings.security.RequestFilter;
import dev.tidings.wire.ProblemMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The native API. Its classes are listed: each application of this WAR has others. */
@ApplicationPath("/api/v1")
public class RestApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        RequestFilter.class,
        ProblemMapper.class,
        PublishResource.class,
        SubscriptionResource.class,
        QueueResource.class,
        ReceiveResource.class,
        SettlementResource.class,
        DeadLetterResource.class);
  }

  /** Jersey would describe everything to everybody under application.wadl. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
