package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.SubscriptionDetails;
import dev.tidings.api.SubscriptionFilter;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.TextParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** Subscriptions: which endpoints receive from which topics. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/subscriptions")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionsResource {
  private static final String ONE = "/{id: [0-9]{1,18}}";

  @Inject private Administration administration;

  @GET
  public Response list(
      @Context UriInfo uriInfo,
      @QueryParam("topic_id") @DefaultValue("0") String topicId,
      @QueryParam("endpoint_id") @DefaultValue("0") String endpointId) {
    return AdminPages.answer(
        uriInfo,
        "subscriptions",
        administration.subscriptions(
            new SubscriptionFilter(
                AdminPages.request(uriInfo),
                TextParameters.whole("topic_id", topicId, 0, Long.MAX_VALUE),
                TextParameters.whole("endpoint_id", endpointId, 0, Long.MAX_VALUE))),
        SubscriptionJson::writeWithoutKey);
  }

  @POST
  public Response create(
      @Context UriInfo uriInfo, @Context HttpServletRequest request, InputStream body) {
    SubscriptionDetails subscription = create(JsonBody.read(request, body));
    return AdminResponses.created(
        uriInfo, subscription.id(), subscription, subscription.version(), SubscriptionJson::write);
  }

  @GET
  @Path(ONE)
  public Response read(@PathParam("id") long id, @Context SecurityContext security) {
    SubscriptionDetails subscription = administration.subscription(id);
    return AdminResponses.read(
        subscription,
        subscription.version(),
        CallerContext.caller(security).role().mayAdminister()
            ? SubscriptionJson::write
            : SubscriptionJson::writeWithoutKey);
  }

  @PATCH
  @Path(ONE)
  public Response change(
      @PathParam("id") long id,
      @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
      @Context HttpServletRequest request,
      InputStream body) {
    SubscriptionDetails old = administration.subscription(id);
    VersionTag.require(ifMatch, old.version());
    SubscriptionDetails changed =
        administration.changeSubscription(
            id, old.version(), SubscriptionJson.isActive(JsonBody.read(request, body), old));
    return AdminResponses.read(changed, changed.version(), SubscriptionJson::write);
  }

  @DELETE
  @Path(ONE)
  public Response delete(
      @PathParam("id") long id, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
    VersionTag.requireIfPresent(ifMatch, administration.subscription(id).version());
    administration.deleteSubscription(id);
    return Response.noContent().build();
  }

  private SubscriptionDetails create(byte[] body) {
    SubscriptionJson.Request request = SubscriptionJson.create(body);
    return administration.createSubscription(request.topicName(), request.endpointName());
  }
}
