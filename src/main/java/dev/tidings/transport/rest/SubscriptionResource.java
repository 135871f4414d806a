package dev.tidings.transport.rest;

import dev.tidings.api.ErrorType;
import dev.tidings.api.PubSub;
import dev.tidings.api.QueueStatus;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.Fields;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.Violations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Duration;

/** The caller's subscription to a topic. */
@ApplicationScoped
@Guarded
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class SubscriptionResource {
  @Inject private PubSub pubSub;
  @Inject private CallerSubscription subscription;

  @POST
  @Path("/{topic: .+}/subscription")
  public Response subscribe(
      @PathParam("topic") String topic, @Context SecurityContext security, InputStream body) {
    requireNoFields(BodyReader.read(body));
    String endpoint = CallerContext.caller(security).endpointName();
    SubscribeOutcome outcome = pubSub.ensureSubscribed(topic, SubscribeOptions.endpoint(endpoint));
    return JsonResponses.object(
            outcome.isNew() ? 201 : 200,
            json ->
                json.field("sub_key", outcome.key().value())
                    .field("queue_depth", outcome.queueDepth()))
        .build();
  }

  @GET
  @Path("/{topic: .+}/subscription")
  public Response status(@PathParam("topic") String topic, @Context SecurityContext security) {
    QueueStatus status = subscription.call(topic, security, pubSub::queueStatus);
    return JsonResponses.object(200, json -> write(json, topic, status)).build();
  }

  @DELETE
  @Path("/{topic: .+}/subscription")
  public Response unsubscribe(@PathParam("topic") String topic, @Context SecurityContext security) {
    try {
      subscription.call(
          topic,
          security,
          key -> {
            pubSub.unsubscribe(key);
            return key;
          });
    } catch (TidingsException e) {
      if (e.type() != ErrorType.NOT_SUBSCRIBED) {
        throw e;
      }
    }
    return Response.noContent().build();
  }

  /** There is nothing to choose yet: a field would be one that the client relies on in vain. */
  private static void requireNoFields(byte[] body) {
    Violations violations = new Violations();
    Fields.ofOptional(body, violations).refuseOthers();
    violations.throwIfAny();
  }

  private static void write(JsonOutput json, String topic, QueueStatus status) {
    json.field("sub_key", status.key().value())
        .field("topic_name", topic.startsWith("/") ? topic : "/" + topic)
        .field("queue_depth", status.depth())
        .field("leased", status.leased())
        .field("delayed", status.delayed())
        .field("dead_letters", status.deadLetters());
    status.oldestAge().map(Duration::toMillis).ifPresent(age -> json.field("oldest_age_ms", age));
  }
}
