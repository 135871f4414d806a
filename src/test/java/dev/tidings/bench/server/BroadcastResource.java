package dev.tidings.bench.server;

import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Limit 5: says the body to the WebSockets of the benchmarks, to all or to one in turn. */
@ApplicationScoped
@Guarded
@Path("/broadcast")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class BroadcastResource {
  @Inject private Broadcast broadcast;

  @POST
  public Response tell(InputStream body) {
    int told = broadcast.tell(BodyReader.text(BodyReader.read(body)));
    return JsonResponses.object(200, json -> json.field("told", told)).build();
  }

  @POST
  @Path("one")
  public Response tellOne(InputStream body) throws InterruptedException {
    broadcast.tellOne(BodyReader.text(BodyReader.read(body)));
    return JsonResponses.object(200, json -> json.field("told", 1)).build();
  }
}
