package dev.tidings.bench.server;

import dev.tidings.transport.http.ProblemMapper;
import dev.tidings.transport.http.filter.JaxRsRequestFilter;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Goes through the same filter and mapper as the native API. */
@ApplicationPath("/api/bench")
public class BenchApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        JaxRsRequestFilter.class,
        ProblemMapper.class,
        NothingResource.class,
        FillResource.class,
        BusinessResource.class,
        InProcessResource.class,
        BroadcastResource.class,
        HeapResource.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
