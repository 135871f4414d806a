package dev.tidings.bench.server;

import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.PublicationJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;

/** Publishes many copies of one message, faster than clients could. */
@ApplicationScoped
@Guarded
@Path("/fill")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class FillResource {
  @Inject private PubSub pubSub;

  /**
   * Publishes in the batches of the contract.
   *
   * @param count how many, a multiple of the largest batch
   */
  @POST
  public Response fill(
      @QueryParam("topic") String topic,
      @QueryParam("count") long count,
      @Context SecurityContext security,
      InputStream body) {
    String endpoint = CallerContext.caller(security).endpointName();
    Publication one = PublicationJson.read(BodyReader.read(body), endpoint).publications().get(0);
    List<Publication> batch = Collections.nCopies(PubSub.MAX_BATCH, one);
    for (long done = 0; done < count; done += PubSub.MAX_BATCH) {
      pubSub.publish(topic, batch);
    }
    return JsonResponses.object(200, json -> json.field("published", count)).build();
  }
}
