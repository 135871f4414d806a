package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.TopicDetails;
import dev.tidings.transport.http.filter.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** Topics: their names, limits and defaults. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class TopicsResource {
  private static final String ONE = "/{id: [0-9]{1,18}}";

  @Inject private Administration administration;

  @GET
  public Response list(@Context UriInfo uriInfo) {
    return AdminPages.answer(
        uriInfo, "topics", administration.topics(AdminPages.request(uriInfo)), TopicJson::write);
  }

  @POST
  public Response create(
      @Context UriInfo uriInfo, @Context HttpServletRequest request, InputStream body) {
    TopicDetails topic = administration.createTopic(TopicJson.create(JsonBody.read(request, body)));
    return AdminResponses.created(uriInfo, topic.id(), topic, topic.version(), TopicJson::write);
  }

  @GET
  @Path(ONE)
  public Response read(@PathParam("id") long id) {
    TopicDetails topic = administration.topic(id);
    return AdminResponses.read(topic, topic.version(), TopicJson::write);
  }

  @PATCH
  @Path(ONE)
  public Response change(
      @PathParam("id") long id,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context HttpServletRequest request,
      InputStream body) {
    TopicDetails old = administration.topic(id);
    VersionTag.require(ifMatch, old.version());
    TopicDetails changed =
        administration.changeTopic(
            id, old.version(), TopicJson.change(JsonBody.read(request, body), old.settings()));
    return AdminResponses.read(changed, changed.version(), TopicJson::write);
  }

  @DELETE
  @Path(ONE)
  public Response delete(
      @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    VersionTag.requireIfPresent(ifMatch, administration.topic(id).version());
    administration.deleteTopic(id);
    return Response.noContent().build();
  }
}
