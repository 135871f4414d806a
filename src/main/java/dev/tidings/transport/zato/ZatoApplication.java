package dev.tidings.transport.zato;

import dev.tidings.transport.http.filter.JaxRsRequestFilter;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The compatible API. Its classes are listed: each application of this WAR has others. */
public class ZatoApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        JaxRsRequestFilter.class,
        ZatoErrorMapper.class,
        TopicResource.class,
        SubscribeResource.class);
  }

  /** Jersey would describe everything to everybody under application.wadl. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
