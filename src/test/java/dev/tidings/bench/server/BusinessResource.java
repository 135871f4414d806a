package dev.tidings.bench.server;

import dev.tidings.api.Publication;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.PublicationJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;

/** Starts and ends the business transactions inside the server. */
@ApplicationScoped
@Guarded
@Path("/business")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class BusinessResource {
  @Inject private BusinessThreads threads;

  private final AtomicReference<Business> current = new AtomicReference<>(new Business());

  /** Starts threads that publish the message of the body. */
  @POST
  public Response open(
      @QueryParam("topic") String topic,
      @QueryParam("threads") int count,
      @Context SecurityContext security,
      InputStream body) {
    String endpoint = CallerContext.caller(security).endpointName();
    Publication publication =
        PublicationJson.read(BodyReader.read(body), endpoint).publications().get(0);
    Business business = new Business();
    current.set(business);
    for (int i = 0; i < count; i++) {
      threads.run(business, topic, publication);
    }
    return JsonResponses.object(200, json -> json.field("threads", count)).build();
  }

  /** Ends them and says how many transactions were committed, unless one failed. */
  @DELETE
  public Response close() {
    Business business = current.get();
    business.close();
    business
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    return JsonResponses.object(200, json -> json.field("commits", business.commits())).build();
  }
}
