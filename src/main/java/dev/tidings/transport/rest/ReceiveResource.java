package dev.tidings.transport.rest;

import dev.tidings.api.AsyncPubSub;
import dev.tidings.api.ErrorType;
import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveResult;
import dev.tidings.api.Rejection;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TidingsException;
import dev.tidings.security.Caller;
import dev.tidings.transport.http.ClientDisconnect;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.ReceiveJson;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Delivers messages under leases. Who waits for some holds a connection and no thread. */
@ApplicationScoped
@Guarded
@Path("/topics")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class ReceiveResource {
  private static final Rejection GONE =
      Rejection.plain()
          .because("The receiver was gone before it had the message.")
          .after(Duration.ZERO);

  @Inject private AsyncPubSub pubSub;
  @Inject private CallerSubscription subscription;
  @Inject private LongPollLimit longPollLimit;
  @Inject private DeliveryStreams streams;

  @POST
  @Path("/{topic: .+}/subscription/receive")
  public void receive(
      @PathParam("topic") String topic,
      @Context SecurityContext security,
      @Context HttpServletRequest request,
      InputStream body,
      @Suspended AsyncResponse response) {
    ReceiveJson.Receive receive = ReceiveJson.read(BodyReader.read(body));
    Caller caller = CallerContext.caller(security);
    ClientDisconnect clientDisconnect = ClientDisconnect.of(request);
    subscription.callLater(
        topic,
        security,
        request,
        response,
        (key, later) ->
            later.sendLong(
                receive(key, receive, caller.endpointName()),
                receive.options().waiting(),
                new ReceiveResult(List.of(), List.of()),
                result -> answer(caller, key, receive, result, clientDisconnect),
                result -> giveBack(key, result.messages())));
  }

  private CompletionStage<ReceiveResult> receive(
      SubscriptionKey key, ReceiveJson.Receive receive, String endpoint) {
    List<Receipt> done = receive.acknowledge().orElse(List.of());
    Supplier<CompletionStage<ReceiveResult>> call =
        () -> pubSub.receive(key, done, receive.options());
    CompletionStage<ReceiveResult> stage =
        receive.options().waiting().isZero() ? call.get() : longPollLimit.count(endpoint, call);
    if (!done.isEmpty()) {
      var unused = stage.thenRun(() -> streams.settled(key, done));
    }
    return stage;
  }

  /** Who could not log in any more gets nothing of what came while he waited. */
  private Response answer(
      Caller caller,
      SubscriptionKey key,
      ReceiveJson.Receive receive,
      ReceiveResult result,
      ClientDisconnect clientDisconnect) {
    if (!caller.loginStatus().isGood()) {
      giveBack(key, result.messages());
      throw new TidingsException(
          ErrorType.NOT_AUTHENTICATED,
          "The password or the endpoint has changed while this request waited");
    }
    return JsonResponses.stream(
            json -> json.object(fields -> ReceiveJson.write(fields, receive, result)),
            clientDisconnect,
            () -> giveBack(key, result.messages()))
        .build();
  }

  private void giveBack(SubscriptionKey key, List<Message> messages) {
    List<Receipt> receipts = messages.stream().flatMap(one -> one.receipt().stream()).toList();
    try {
      if (!receipts.isEmpty()) {
        pubSub.reject(key, receipts, GONE);
      }
    } catch (TidingsException refusal) {
      // Then they come back when their leases end, unless the subscription itself is gone.
    }
  }
}
