package dev.tidings.transport.metrics;

import dev.tidings.api.ErrorType;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;

/** The metrics of this node, for Prometheus and whatever reads the same formats. */
@ApplicationScoped
@Guarded
@Path("/metrics")
public class MetricsResource {
  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final MediaType OPEN_METRICS_TYPE =
      new MediaType("application", "openmetrics-text");

  @Inject private MetricsRegistry registry;

  @GET
  public Response read(@Context HttpHeaders headers, @Context SecurityContext security) {
    if (!CallerContext.caller(security).role().mayMonitor()) {
      throw new TidingsException(
          ErrorType.ACCESS_DENIED, "Only endpoints with the role monitor or admin may use this.");
    }
    String type = best(headers.getAcceptableMediaTypes());
    return Response.ok(registry.scrape(type)).header(HttpHeaders.CONTENT_TYPE, type).build();
  }

  /** What the client likes best, and plain text for everything else that it may have meant. */
  static String best(List<MediaType> acceptable) {
    for (MediaType type : acceptable) {
      if (!type.isWildcardType() && type.isCompatible(OPEN_METRICS_TYPE)) {
        return OPEN_METRICS;
      }
      if (type.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
        return TEXT;
      }
    }
    return TEXT;
  }
}
