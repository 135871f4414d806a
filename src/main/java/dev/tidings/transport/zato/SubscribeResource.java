package dev.tidings.transport.zato;

import dev.tidings.api.PubSub;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscribeOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.JsonOutput;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Optional;

/** Subscribes the caller to a topic and ends its subscription. */
@ApplicationScoped
@Guarded
@Path("/subscribe/topic")
@Consumes(MediaType.WILDCARD)
public class SubscribeResource {
  @Inject private PubSub pubSub;

  @POST
  @Path("/{topic: .+}")
  public Response subscribe(@PathParam("topic") String topic, @Context SecurityContext security) {
    String endpoint = CallerContext.caller(security).endpointName();
    SubscribeOutcome outcome = pubSub.ensureSubscribed(topic, SubscribeOptions.endpoint(endpoint));
    return JsonResponses.object(200, json -> write(json, outcome)).build();
  }

  /** Succeeds also when there is nothing to end, but never with the key of somebody else. */
  @DELETE
  @Path("/{topic: .+}")
  public Response unsubscribe(
      @PathParam("topic") String topic,
      @QueryParam("sub_key") String subKeyInQuery,
      @Context SecurityContext security,
      InputStream body) {
    Optional<String> claimed =
        SubscriptionKeyOwnership.named(subKeyInQuery, () -> ZatoRequest.of(BodyReader.read(body)));
    Optional<SubscriptionKey> own =
        SubscriptionKeyOwnership.find(pubSub, topic, CallerContext.caller(security).endpointName());
    if (claimed.isPresent() && isForeign(claimed.get(), own)) {
      throw SubscriptionKeyOwnership.refuse();
    }
    own.ifPresent(pubSub::unsubscribe);
    return JsonResponses.object(200, json -> {}).build();
  }

  /** Without a subscription of its own, a caller may repeat what it said to end it. */
  private boolean isForeign(String claimed, Optional<SubscriptionKey> own) {
    return own.map(key -> !key.value().equals(claimed))
        .orElseGet(() -> SubscriptionKeyOwnership.exists(pubSub, claimed));
  }

  private static void write(JsonOutput json, SubscribeOutcome outcome) {
    if (outcome.isNew()) {
      json.field("sub_key", outcome.key().value()).field("queue_depth", outcome.queueDepth());
    }
  }
}
