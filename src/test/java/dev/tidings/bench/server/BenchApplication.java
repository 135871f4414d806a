package dev.tidings.bench.server;

import dev.tidings.security.RequestFilter;
import dev.tidings.wire.ProblemMapper;
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
        RequestFilter.class,
        ProblemMapper.class,
        NothingResource.class,
        FillResource.class,
        BusinessResource.class,
        BroadcastResource.class,
        HeapResource.class);
  }

  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
