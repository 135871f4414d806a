package dev.tidings.bench.server;

import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.ContentType;
import dev.tidings.transport.json.PublicationJson;
import dev.tidings.transport.json.PublishRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Collections;

/** Limit 1: reads a publish and answers it as if it had been stored. */
@ApplicationScoped
@Guarded
@Path("/nothing")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class NothingResource {
  private static final String ID = "zpsm000000000000000000000000";

  @POST
  public Response publish(
      @Context SecurityContext security, @Context HttpServletRequest request, InputStream body) {
    ContentType.of(Collections.list(request.getHeaders("Content-Type"))).requireUtf8();
    PublishRequest publish =
        PublicationJson.read(BodyReader.read(body), CallerContext.caller(security).endpointName());
    return JsonResponses.object(
            publish.publications().isEmpty() ? 200 : 201, json -> json.field("msg_id", ID))
        .build();
  }
}
