package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessageTrace;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Where a message is, why, and what comes next. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/messages")
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
  @Inject private Administration administration;

  @GET
  @Path("/{id}")
  public Response read(@PathParam("id") String id) {
    MessageTrace trace = administration.trace(MessageId.of(id));
    return JsonResponses.object(200, json -> MessageTraceJson.write(json, trace)).build();
  }
}
