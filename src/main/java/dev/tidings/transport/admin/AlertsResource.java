package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** What somebody should look at, and who does. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/alerts")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class AlertsResource {
  @Inject private Administration administration;

  @GET
  public Response list() {
    return JsonResponses.object(
            200,
            json ->
                json.name("alerts")
                    .array(
                        rows ->
                            administration
                                .alerts()
                                .forEach(
                                    alert ->
                                        rows.object(fields -> AlertJson.write(fields, alert)))))
        .build();
  }

  @POST
  @Path("/acknowledge")
  public Response acknowledge(@Context HttpServletRequest request, InputStream body) {
    AlertJson.Acknowledgement wish = AlertJson.acknowledgement(JsonBody.read(request, body));
    administration.acknowledgeAlert(wish.kind(), wish.topicName(), wish.endpointName());
    return Response.noContent().build();
  }
}
