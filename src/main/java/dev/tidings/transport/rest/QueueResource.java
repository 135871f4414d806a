package dev.tidings.transport.rest;

import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.MessageState;
import dev.tidings.api.PubSub;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.MessageJson;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The queue behind the caller's subscription. */
@ApplicationScoped
@Guarded
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class QueueResource {
  private static final Map<String, MessageState> STATES =
      Arrays.stream(MessageState.values())
          .collect(Collectors.toUnmodifiableMap(MessageState::code, Function.identity()));

  @Inject private PubSub pubSub;
  @Inject private CallerSubscription subscription;

  /** Takes messages out: they are gone from the queue once this has answered. */
  @POST
  @Path("/{topic: .+}/subscription/get-messages")
  public Response getMessages(
      @PathParam("topic") String topic,
      @QueryParam("max") @DefaultValue("") String max,
      @Context SecurityContext security) {
    int most = max.isEmpty() ? 0 : (int) TextParameters.whole("max", max, 1, Integer.MAX_VALUE);
    List<Message> messages =
        subscription.call(
            topic,
            security,
            key ->
                most == 0 ? pubSub.getMessages(topic, key) : pubSub.getMessages(topic, key, most));
    return JsonResponses.stream(json -> json.object(fields -> write(fields, messages))).build();
  }

  @GET
  @Path("/{topic: .+}/subscription/messages")
  public Response browse(
      @PathParam("topic") String topic,
      @QueryParam("state") @DefaultValue("ready") String state,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext security,
      @Context UriInfo uriInfo) {
    MessageState wanted = TextParameters.choice("state", state, STATES);
    int most = (int) TextParameters.whole("limit", limit, 1, PubSub.MAX_PAGE);
    MessagePage page =
        subscription.call(topic, security, key -> pubSub.browse(key, wanted, after, most));
    Response.ResponseBuilder answer = JsonResponses.stream(json -> write(json, page));
    NextPageLink.link(answer, uriInfo, page.next(), "state=" + state + "&limit=" + most);
    return answer.build();
  }

  @DELETE
  @Path("/{topic: .+}/subscription/messages")
  public Response clear(@PathParam("topic") String topic, @Context SecurityContext security) {
    long removed = subscription.call(topic, security, pubSub::clear);
    return JsonResponses.object(200, json -> json.field("removed", removed)).build();
  }

  @DELETE
  @Path("/{topic: .+}/subscription/messages/{msg_id: zpsm[0-9a-f]{24}}")
  public Response remove(
      @PathParam("topic") String topic,
      @PathParam("msg_id") String id,
      @Context SecurityContext security) {
    MessageId message = MessageId.of(id);
    if (subscription.call(topic, security, key -> pubSub.remove(key, message))) {
      return Response.noContent().build();
    }
    throw new TidingsException(
        ErrorType.NOT_FOUND, "The message " + id + " does not wait in the queue.");
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
}
