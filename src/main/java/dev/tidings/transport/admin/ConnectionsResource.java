package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.ConnectionDetails;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Connections of all nodes that messages are pushed to. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/connections")
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionsResource {
  @Inject private Administration administration;

  @GET
  public Response list(@Context UriInfo uriInfo) {
    return AdminPages.answer(
        uriInfo,
        "connections",
        administration.connections(AdminPages.request(uriInfo)),
        ConnectionsResource::write);
  }

  @DELETE
  @Path("/{id: [0-9]{1,18}}")
  public Response disconnect(@PathParam("id") long id) {
    boolean isClosed = administration.disconnect(id);
    return Response.status(isClosed ? Response.Status.NO_CONTENT : Response.Status.ACCEPTED)
        .build();
  }

  private static void write(JsonOutput json, ConnectionDetails connection) {
    json.object(
        fields ->
            fields
                .field("id", connection.id())
                .field("server_name", connection.serverName())
                .field("transport", connection.transport())
                .field("endpoint_name", connection.endpointName())
                .field("address", connection.address())
                .field("since", JsonTime.formatWithZone(connection.since()))
                .field("window", connection.window())
                .field("unsettled", connection.unsettled())
                .name("topic_names")
                .array(names -> connection.topicNames().forEach(names::text)));
  }
}
