package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.ListenerDetails;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The methods of this application that are called with messages. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/listeners")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class ListenersResource {
  private static final String ONE = "/{name: [A-Za-z0-9._-]{1,100}}";

  @Inject private Administration administration;

  @GET
  public Response list() {
    return JsonResponses.object(
            200,
            json ->
                json.name("listeners")
                    .array(
                        rows ->
                            administration
                                .listeners()
                                .forEach(listener -> ListenerJson.write(rows, listener))))
        .build();
  }

  @POST
  @Path(ONE + "/pause")
  public Response pause(@PathParam("name") String name) {
    return answer(administration.pauseListener(name));
  }

  @POST
  @Path(ONE + "/resume")
  public Response resume(@PathParam("name") String name) {
    return answer(administration.resumeListener(name));
  }

  private static Response answer(ListenerDetails listener) {
    return JsonResponses.object(200, json -> ListenerJson.writeFields(json, listener)).build();
  }
}
