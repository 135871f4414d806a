package dev.tidings.transport.rest;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.MessageId;
import dev.tidings.transport.http.AsyncResponder;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.Traceparent;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.ContentType;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.PublicationJson;
import dev.tidings.transport.json.PublishRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Publishes what clients send. */
@ApplicationScoped
@Guarded
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class PublishResource {
  @Inject private AsyncPubSub pubSub;

  @POST
  @Path("/{topic: .+}/messages")
  public void publish(
      @PathParam("topic") String topic,
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      InputStream body,
      @Suspended AsyncResponse response) {
    RequestHeaders headers = RequestHeaders.of(request);
    Optional<String> idempotencyKey = IdempotencyKeyHeader.of(headers);
    PublishRequest publish =
        read(headers, BodyReader.read(body), CallerContext.caller(security).endpointName());
    AsyncResponder.of(request, response)
        .send(
            pubSub.publish(topic, publish.publications(), idempotencyKey),
            publish.publications().size(),
            ids -> answer(publish, ids));
  }

  /**
   * A topic may be called like the queue of a subscription, which takes no POST: then this address
   * matches better than the one above.
   */
  @POST
  @Path("/{topic: .+}/subscription/messages")
  public void publishToTopicCalledSubscription(
      @PathParam("topic") String topic,
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      InputStream body,
      @Suspended AsyncResponse response) {
    publish(topic + "/subscription", security, request, body, response);
  }

  private static PublishRequest read(RequestHeaders headers, byte[] body, String endpoint) {
    ContentType type = ContentType.of(headers.values("Content-Type"));
    if (type.isJson()) {
      type.requireUtf8();
      PublishHeaders.requireNone(headers);
      return inTrace(PublicationJson.read(body, endpoint), headers);
    }
    return inTrace(PublishHeaders.read(headers, type, body, endpoint), headers);
  }

  private static PublishRequest inTrace(PublishRequest publish, RequestHeaders headers) {
    List<String> context = headers.values(Traceparent.HEADER);
    return context.isEmpty()
        ? publish
        : new PublishRequest(
            publish.publications().stream().map(one -> Traceparent.addTo(one, context)).toList(),
            publish.isBatch());
  }

  private static Response answer(PublishRequest publish, List<MessageId> ids) {
    if (ids.stream().noneMatch(MessageId::isStored)) {
      return JsonResponses.object(200, json -> {}).build();
    }
    return publish.isBatch()
        ? JsonResponses.object(201, json -> json.name("msg_ids").array(all -> write(all, ids)))
            .build()
        : JsonResponses.object(201, json -> json.field("msg_id", ids.get(0).toString())).build();
  }

  private static void write(JsonOutput json, List<MessageId> ids) {
    for (MessageId id : ids) {
      if (id.isStored()) {
        json.text(id.toString());
      } else {
        json.verbatim("null");
      }
    }
  }
}
