package dev.tidings.transport.rest;

import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.PubSub;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.DeadLetterJson;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.TextParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** What used up its deliveries. */
@ApplicationScoped
@Guarded
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class DeadLetterResource {
  @Inject private PubSub pubSub;
  @Inject private CallerSubscription subscription;

  @GET
  @Path("/{topic: .+}/subscription/dead-letters")
  public Response list(
      @PathParam("topic") String topic,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext security,
      @Context UriInfo uriInfo) {
    int most = (int) TextParameters.whole("limit", limit, 1, PubSub.MAX_PAGE);
    DeadLetterPage page =
        subscription.call(topic, security, key -> pubSub.deadLetters(key, after, most));
    Response.ResponseBuilder answer = JsonResponses.stream(json -> write(json, page));
    NextPageLink.link(answer, uriInfo, page.next(), "limit=" + most);
    return answer.build();
  }

  @POST
  @Path("/{topic: .+}/subscription/dead-letters/redeliver")
  public Response redeliver(
      @PathParam("topic") String topic, @Context SecurityContext security, InputStream body) {
    DeadLetterFilter filter = DeadLetterJson.readFilter(BodyReader.read(body));
    long redelivered = subscription.call(topic, security, key -> pubSub.redeliver(key, filter));
    return JsonResponses.object(200, json -> json.field("redelivered", redelivered)).build();
  }

  @DELETE
  @Path("/{topic: .+}/subscription/dead-letters")
  public Response discard(
      @PathParam("topic") String topic,
      @Context SecurityContext security,
      @Context UriInfo uriInfo) {
    DeadLetterFilter filter = DeadLetterJson.readFilter(uriInfo.getQueryParameters());
    long discarded = subscription.call(topic, security, key -> pubSub.discard(key, filter));
    return JsonResponses.object(200, json -> json.field("discarded", discarded)).build();
  }

  private static void write(JsonOutput json, DeadLetterPage page) {
    json.object(
        fields -> {
          DeadLetterJson.write(fields.name("dead_letters"), page.deadLetters());
          page.next().ifPresent(next -> fields.field("next", next));
        });
  }
}
