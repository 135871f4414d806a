package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.MessageId;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.PublicationJson;
import dev.tidings.transport.json.PublishRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;

/** Publishes by hand, to try a topic out or to repeat what was lost, as the server itself. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class TopicMessagesResource {
  private static final String PUBLISHER = "tidings.internal";

  @Inject private Administration administration;

  @POST
  @Path("/{id: [0-9]{1,18}}/messages")
  public Response publish(
      @PathParam("id") long id, @Context HttpServletRequest request, InputStream body) {
    PublishRequest publish = PublicationJson.read(JsonBody.read(request, body), PUBLISHER);
    List<MessageId> stored =
        administration.publish(id, publish.publications()).stream()
            .filter(MessageId::isStored)
            .toList();
    return JsonResponses.object(
            stored.isEmpty() ? 200 : 201,
            json ->
                json.name("msg_ids").array(ids -> stored.forEach(one -> ids.text(one.toString()))))
        .build();
  }
}
