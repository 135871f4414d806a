package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
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

/** Endpoints: who may log in, and what they may do. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/endpoints")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class EndpointsResource {
  private static final String ONE = "/{id: [0-9]{1,18}}";

  @Inject private Administration administration;

  @GET
  public Response list(@Context UriInfo uriInfo) {
    return AdminPages.answer(
        uriInfo,
        "endpoints",
        administration.endpoints(AdminPages.request(uriInfo)),
        EndpointJson::write);
  }

  @POST
  public Response create(
      @Context UriInfo uriInfo, @Context HttpServletRequest request, InputStream body) {
    EndpointDetails endpoint =
        administration.createEndpoint(EndpointJson.create(JsonBody.read(request, body)));
    return AdminResponses.created(
        uriInfo, endpoint.id(), endpoint, endpoint.version(), EndpointJson::write);
  }

  @GET
  @Path(ONE)
  public Response read(@PathParam("id") long id) {
    EndpointDetails endpoint = administration.endpoint(id);
    return AdminResponses.read(endpoint, endpoint.version(), EndpointJson::write);
  }

  @PATCH
  @Path(ONE)
  public Response change(
      @PathParam("id") long id,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context HttpServletRequest request,
      InputStream body) {
    EndpointDetails old = administration.endpoint(id);
    VersionTag.require(ifMatch, old.version());
    EndpointDetails changed =
        administration.changeEndpoint(
            id, old.version(), EndpointJson.change(JsonBody.read(request, body), old.settings()));
    return AdminResponses.read(changed, changed.version(), EndpointJson::write);
  }

  @DELETE
  @Path(ONE)
  public Response delete(
      @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    VersionTag.requireIfPresent(ifMatch, administration.endpoint(id).version());
    administration.deleteEndpoint(id);
    return Response.noContent().build();
  }
}
