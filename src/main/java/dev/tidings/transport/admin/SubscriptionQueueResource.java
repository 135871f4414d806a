package dev.tidings.transport.admin;

import dev.tidings.api.Administration;
import dev.tidings.api.DeadLetter;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.DeadLetterPage;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.MessagePage;
import dev.tidings.api.MessageState;
import dev.tidings.api.PubSub;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.Role;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.DeadLetterJson;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.MessageJson;
import dev.tidings.transport.json.TextParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
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
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The queue of any subscription: what its own endpoint can do with it, except receiving. */
@ApplicationScoped
@Guarded(administratorsOnly = true)
@Path("/subscriptions")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionQueueResource {
  private static final String ONE = "/{id: [0-9]{1,18}}";
  private static final Map<String, MessageState> STATES =
      Arrays.stream(MessageState.values())
          .collect(Collectors.toUnmodifiableMap(MessageState::code, Function.identity()));

  @Inject private Administration administration;
  @Inject private PubSub pubSub;
  @Inject private MessageBodies messageBodies;

  @GET
  @Path(ONE + "/queue")
  public Response status(@PathParam("id") long id) {
    QueueStatus status = pubSub.queueStatus(key(id));
    return JsonResponses.object(200, json -> write(json, status)).build();
  }

  @GET
  @Path(ONE + "/messages")
  public Response browse(
      @PathParam("id") long id,
      @QueryParam("state") @DefaultValue("ready") String state,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext security) {
    MessageState wanted = TextParameters.choice("state", state, STATES);
    MessagePage page = pubSub.browse(key(id), wanted, after, limit(limit));
    Role reader = CallerContext.caller(security).role();
    return JsonResponses.stream(json -> json.object(fields -> write(fields, page, reader))).build();
  }

  @DELETE
  @Path(ONE + "/messages")
  public Response clear(@PathParam("id") long id) {
    long removed = administration.clearQueue(id);
    return JsonResponses.object(200, json -> json.field("removed", removed)).build();
  }

  @DELETE
  @Path(ONE + "/messages/{msg_id: zpsm[0-9a-f]{24}}")
  public Response remove(@PathParam("id") long id, @PathParam("msg_id") String message) {
    if (administration.removeMessage(id, MessageId.of(message))) {
      return Response.noContent().build();
    }
    throw new TidingsException(
        ErrorType.NOT_FOUND, "The message " + message + " does not wait in the queue.");
  }

  @GET
  @Path(ONE + "/dead-letters")
  public Response deadLetters(
      @PathParam("id") long id,
      @QueryParam("after") @DefaultValue("") String after,
      @QueryParam("limit") @DefaultValue("100") String limit,
      @Context SecurityContext security) {
    DeadLetterPage page = pubSub.deadLetters(key(id), after, limit(limit));
    Role reader = CallerContext.caller(security).role();
    return JsonResponses.stream(json -> json.object(fields -> write(fields, page, reader))).build();
  }

  @POST
  @Path(ONE + "/dead-letters/redeliver")
  public Response redeliver(
      @PathParam("id") long id, @Context HttpServletRequest request, InputStream body) {
    DeadLetterFilter filter = DeadLetterJson.readFilter(JsonBody.read(request, body));
    long redelivered = administration.redeliver(id, filter);
    return JsonResponses.object(200, json -> json.field("redelivered", redelivered)).build();
  }

  @DELETE
  @Path(ONE + "/dead-letters")
  public Response discard(@PathParam("id") long id, @Context UriInfo uriInfo) {
    DeadLetterFilter filter = DeadLetterJson.readFilter(uriInfo.getQueryParameters());
    long discarded = administration.discard(id, filter);
    return JsonResponses.object(200, json -> json.field("discarded", discarded)).build();
  }

  private SubscriptionKey key(long id) {
    return administration.subscription(id).key();
  }

  private static int limit(String limit) {
    return (int) TextParameters.whole("limit", limit, 1, PubSub.MAX_PAGE);
  }

  private static void write(JsonOutput json, QueueStatus status) {
    json.field("queue_depth", status.depth())
        .field("leased", status.leased())
        .field("delayed", status.delayed())
        .field("dead_letters", status.deadLetters());
    status.oldestAge().map(Duration::toMillis).ifPresent(age -> json.field("oldest_age_ms", age));
  }

  private void write(JsonOutput json, MessagePage page, Role reader) {
    json.name("messages")
        .array(array -> page.messages().forEach(message -> write(array, message, reader)));
    page.next().ifPresent(next -> json.field("next", next));
  }

  private void write(JsonOutput json, Message message, Role reader) {
    if (reader.mayAdminister()) {
      MessageJson.write(json, message);
    } else {
      json.object(
          fields -> MonitorMessageJson.writeFields(fields, message, messageBodies.mayRead(reader)));
    }
  }

  private void write(JsonOutput json, DeadLetterPage page, Role reader) {
    if (reader.mayAdminister()) {
      DeadLetterJson.write(json.name("dead_letters"), page.deadLetters());
    } else {
      json.name("dead_letters")
          .array(array -> page.deadLetters().forEach(one -> writeForMonitor(array, one, reader)));
    }
    page.next().ifPresent(next -> json.field("next", next));
  }

  private void writeForMonitor(JsonOutput json, DeadLetter deadLetter, Role reader) {
    json.object(
        fields -> {
          MonitorMessageJson.writeFields(
              fields, deadLetter.message(), messageBodies.mayRead(reader));
          fields
              .field("reason", deadLetter.reason())
              .field("died_time_iso", JsonTime.format(deadLetter.deadSince()));
        });
  }
}
