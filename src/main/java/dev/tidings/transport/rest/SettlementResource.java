package dev.tidings.transport.rest;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.http.AsyncResponder;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.SettlementJson;
import dev.tidings.transport.stream.DeliveryStreams;
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
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Settles what was received, by receipts, or lets its leases end later. */
@ApplicationScoped
@Guarded
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class SettlementResource {
  @Inject private AsyncPubSub pubSub;
  @Inject private CallerSubscription subscription;
  @Inject private DeliveryStreams streams;

  @POST
  @Path("/{topic: .+}/subscription/acknowledge")
  public void acknowledge(
      @PathParam("topic") String topic,
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      InputStream body,
      @Suspended AsyncResponse response) {
    List<Receipt> receipts = SettlementJson.readAcknowledge(BodyReader.read(body));
    subscription.callLater(
        topic,
        security,
        request,
        response,
        (key, later) ->
            answer(later, receipts, settled(key, receipts, pubSub.acknowledge(key, receipts))));
  }

  @POST
  @Path("/{topic: .+}/subscription/reject")
  public void reject(
      @PathParam("topic") String topic,
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      InputStream body,
      @Suspended AsyncResponse response) {
    SettlementJson.Reject reject = SettlementJson.readReject(BodyReader.read(body));
    List<Receipt> receipts = reject.receipts();
    subscription.callLater(
        topic,
        security,
        request,
        response,
        (key, later) ->
            answer(
                later,
                receipts,
                settled(key, receipts, pubSub.reject(key, receipts, reject.rejection()))));
  }

  @POST
  @Path("/{topic: .+}/subscription/extend")
  public void extend(
      @PathParam("topic") String topic,
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      InputStream body,
      @Suspended AsyncResponse response) {
    SettlementJson.Extend extend = SettlementJson.readExtend(BodyReader.read(body));
    List<Receipt> receipts = extend.receipts();
    subscription.callLater(
        topic,
        security,
        request,
        response,
        (key, later) -> answer(later, receipts, pubSub.extend(key, receipts, extend.lease())));
  }

  /** Those that came on a stream make room there for more. */
  private CompletionStage<List<ReceiptOutcome>> settled(
      SubscriptionKey key, List<Receipt> receipts, CompletionStage<List<ReceiptOutcome>> stage) {
    return stage.whenComplete(
        (outcomes, failure) -> {
          if (failure == null) {
            streams.settled(key, receipts);
          }
        });
  }

  private static void answer(
      AsyncResponder later, List<Receipt> receipts, CompletionStage<List<ReceiptOutcome>> stage) {
    later.send(
        stage,
        receipts.size(),
        outcomes ->
            JsonResponses.object(200, json -> SettlementJson.write(json, receipts, outcomes))
                .build());
  }
}
