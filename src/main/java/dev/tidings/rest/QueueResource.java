package dev.tidings.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.security.CallerContext;
import dev.tidings.wire.Answers;
import dev.tidings.wire.JsonOutput;
import dev.tidings.wire.MessageJson;
import dev.tidings.wire.Parameters;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.util.List;

/** The queue behind the caller's subscription. */
@ApplicationScoped
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class QueueResource {
  private static final String READY = "ready";

  @Inject private PubSub pubSub;

  /** Takes messages out: they are gone from the queue once this has answered. */
  @POST
  @Path("/{topic: .+}/subscription/get-messages")
  public Response getMessages(
      @PathParam("topic") String topic,
      @QueryParam("max") @DefaultValue("") String max,
      @Context SecurityContext security) {
    int most = max.isEmpty() ? 0 : (int) Parameters.whole("max", max, 1, Integer.MAX_VALUE);
    SubscriptionKey key = requireSubscription(topic, security);
    List<Message> messages =
        most == 0 ? pubSub.getMessages(topic, key) : pubSub.getMessages(topic, key, most);
    return Answers.stream(json -> json.object(fields -> write(fields, messages))).build();
  }

  @GET
  @Path("/{topic: .+}/subscription/messages")
  public Response browse(
      @PathParam("topic") String topic,
      @QueryParam("state") @DefaultValue(READY) String state,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext security,
      @Context UriInfo uriInfo) {
    if (!state.equals(READY)) {
      throw TidingsException.invalid("state", "must be ready");
    }
    int most = (int) Parameters.whole("limit", limit, 1, PubSub.MAX_PAGE);
    MessagePage page = pubSub.browse(requireSubscription(topic, security), after, most);
    Response.ResponseBuilder answer = Answers.stream(json -> write(json, page));
    page.next()
        .map(next -> link(uriInfo, next, most))
        .ifPresent(link -> answer.header(HttpHeaders.LINK, link));
    return answer.build();
  }

  @DELETE
  @Path("/{topic: .+}/subscription/messages")
  public Response clear(@PathParam("topic") String topic, @Context SecurityContext security) {
    long removed = pubSub.clear(requireSubscription(topic, security));
    return Answers.object(200, json -> json.field("removed", removed)).build();
  }

  @DELETE
  @Path("/{topic: .+}/subscription/messages/{msg_id: zpsm[0-9a-f]{24}}")
  public Response remove(
      @PathParam("topic") String topic,
      @PathParam("msg_id") String id,
      @Context SecurityContext security) {
    if (pubSub.remove(requireSubscription(topic, security), MessageId.of(id))) {
      return Response.noContent().build();
    }
    throw new TidingsException(
        ErrorType.NOT_FOUND, "The message " + id + " does not wait in the queue.");
  }

  /** Each call of a client begins here: permissions may have changed since it subscribed. */
  private SubscriptionKey requireSubscription(String topic, SecurityContext security) {
    return pubSub.requireSubscription(topic, CallerContext.caller(security).endpointName());
  }

  private static void write(JsonOutput json, MessagePage page) {
    json.object(
        fields -> {
          write(fields, page.messages());
          page.next().ifPresent(next -> fields.field("next", next));
        });
  }

  private static void write(JsonOutput json, List<Message> messages) {
    MessageJson.write(json.name("messages"), messages);
  }

  /** The address as the client wrote it, without the host: only the client knows under which. */
  private static String link(UriInfo uriInfo, String next, int limit) {
    return "<%s?state=ready&after=%s&limit=%d>; rel=\"next\""
        .formatted(uriInfo.getRequestUri().getRawPath(), URLEncoder.encode(next, UTF_8), limit);
  }
}
