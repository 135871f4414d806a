package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.JobDetails;
import dev.tidings.platform.concurrent.DatabaseTime;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;

/** Jobs: what takes long, in batches. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/jobs")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {
  private static final String ONE = "/{id: [0-9]{1,18}}";

  @Inject private Administration administration;
  @Inject @DatabaseTime private Clock clock;

  @GET
  public Response list(@Context UriInfo uriInfo) {
    Instant moment = clock.instant();
    return AdminPages.answer(
        uriInfo,
        "jobs",
        administration.jobs(AdminPages.request(uriInfo)),
        (json, job) -> json.object(fields -> JobJson.write(fields, job, moment)));
  }

  @POST
  public Response start(
      @Context UriInfo uriInfo, @Context HttpServletRequest request, InputStream body) {
    JobDetails job = administration.startJob(JobJson.request(JsonBody.read(request, body)));
    return answer(202, job)
        .location(uriInfo.getAbsolutePathBuilder().path(Long.toString(job.id())).build())
        .build();
  }

  @GET
  @Path(ONE)
  public Response read(@PathParam("id") long id) {
    return answer(200, administration.job(id)).build();
  }

  @POST
  @Path(ONE + "/cancel")
  public Response cancel(@PathParam("id") long id) {
    return answer(200, administration.cancelJob(id)).build();
  }

  private Response.ResponseBuilder answer(int status, JobDetails job) {
    Instant moment = clock.instant();
    return JsonResponses.object(status, json -> JobJson.writeAll(json, job, moment));
  }
}
