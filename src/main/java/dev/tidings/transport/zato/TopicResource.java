package dev.tidings.transport.zato;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.transport.http.AsyncResponder;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.Traceparent;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.MessageJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Publishes to a topic, and delivers the messages that wait for the caller. */
@ApplicationScoped
@Guarded
@Path("/topic")
@Consumes(MediaType.WILDCARD)
public class TopicResource {
  @Inject private PubSub pubSub;
  @Inject private AsyncPubSub publisher;

  /** Publishes; or, as older clients do it, gets messages when there is a subscription key. */
  @POST
  @Path("/{topic: .+}")
  public void post(
      @PathParam("topic") String topic,
      @QueryParam("sub_key") String subKeyInQuery,
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      InputStream body,
      @Suspended AsyncResponse response) {
    String endpoint = CallerContext.caller(security).endpointName();
    ZatoRequest input = ZatoRequest.of(BodyReader.read(body));
    Optional<String> subKey = SubscriptionKeyOwnership.named(subKeyInQuery, () -> input);
    if (subKey.isPresent()) {
      response.resume(
          messages(
              topic, SubscriptionKeyOwnership.requireOwn(pubSub, topic, endpoint, subKey.get())));
    } else {
      List<String> contentType = Collections.list(request.getHeaders("Content-Type"));
      Publication publication =
          ZatoPublication.of(input, contentType, CorrelationFilter.id(request), endpoint);
      List<String> context = Collections.list(request.getHeaders(Traceparent.HEADER));
      publish(topic, Traceparent.addTo(publication, context), request, response);
    }
  }

  private void publish(
      String topic, Publication publication, HttpServletRequest request, AsyncResponse response) {
    String path = request.getRequestURI();
    String correlationId = CorrelationFilter.id(request);
    new AsyncResponder(request, response, failure -> ZatoError.of(failure, path, correlationId))
        .send(
            publisher.publish(topic, List.of(publication), Optional.empty()),
            1,
            ids -> answer(ids.get(0)));
  }

  @PATCH
  @Path("/{topic: .+}")
  public Response patch(
      @PathParam("topic") String topic,
      @QueryParam("sub_key") String subKeyInQuery,
      @Context SecurityContext security,
      InputStream body) {
    String endpoint = CallerContext.caller(security).endpointName();
    ZatoRequest input = ZatoRequest.of(BodyReader.read(body));
    Optional<String> subKey = SubscriptionKeyOwnership.named(subKeyInQuery, () -> input);
    return subKey.isPresent()
        ? messages(
            topic, SubscriptionKeyOwnership.requireOwn(pubSub, topic, endpoint, subKey.get()))
        : messages(topic, endpoint);
  }

  /** Who names no key is not told of one either, not even when it goes in between. */
  private Response messages(String topic, String endpoint) {
    try {
      return messages(topic, pubSub.requireSubscription(topic, endpoint));
    } catch (TidingsException e) {
      if (e.type() == ErrorType.NOT_SUBSCRIBED
          || e.type() == ErrorType.SUBSCRIPTION_NOT_ACCESSIBLE) {
        String name = topic.startsWith("/") ? topic : "/" + topic;
        throw ZatoRequest.refuse("You are not subscribed to topic `" + name + "`");
      }
      throw e;
    }
  }

  private Response messages(String topic, SubscriptionKey key) {
    List<Message> messages = pubSub.getMessages(topic, key);
    return JsonResponses.stream(json -> MessageJson.writeCompatible(json, messages)).build();
  }

  private static Response answer(MessageId id) {
    return JsonResponses.object(
            200,
            json -> {
              if (id.isStored()) {
                json.field("msg_id", id.toString());
              }
            })
        .build();
  }
}
