package dev.tidings.bench.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Message;
import dev.tidings.api.PubSub;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.http.JsonResponses;
import dev.tidings.transport.http.filter.CallerContext;
import dev.tidings.transport.http.filter.Guarded;
import dev.tidings.transport.json.BodyReader;
import dev.tidings.transport.json.PublicationJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Has code in the server call the contract for a while, and tells how long each call took. */
@ApplicationScoped
@Guarded
@Path("/in-process")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class InProcessResource {
  /** So many messages may wait for the listener. */
  private static final long MOST_WAITING = 2_000;

  private final AtomicLong fed = new AtomicLong();

  @Inject private InProcessCalls calls;
  @Inject private InProcessThreads threads;
  @Inject private InProcessListener listener;
  @Inject private PubSub pubSub;

  /** Publishes copies of the message of the body. */
  @POST
  @Path("/publish")
  public Response publish(
      @QueryParam("topic") String topic,
      @QueryParam("threads") int count,
      @QueryParam("batch") int batch,
      @QueryParam("row") boolean withRow,
      @QueryParam("millis") long millis,
      @Context SecurityContext security,
      InputStream body)
      throws SQLException, InterruptedException, ExecutionException {
    String endpoint = CallerContext.caller(security).endpointName();
    Publication one = PublicationJson.read(BodyReader.read(body), endpoint).publications().get(0);
    List<Publication> all = Collections.nCopies(batch, one);
    calls.prepare();
    return answer(
        threads.run(
            count,
            millis,
            () -> withRow ? calls.publishWithRow(topic, all) : calls.publish(topic, all)));
  }

  /** Receives and acknowledges as an endpoint that is subscribed. */
  @POST
  @Path("/receive")
  public Response receive(
      @QueryParam("topic") String topic,
      @QueryParam("endpoint") String endpoint,
      @QueryParam("max") int max,
      @QueryParam("millis") long millis)
      throws InterruptedException, ExecutionException {
    SubscriptionKey key = pubSub.requireSubscription(topic, endpoint);
    ReceiveOptions options = ReceiveOptions.builder().max(max).build();
    AtomicReference<List<Receipt>> received = new AtomicReference<>(List.of());
    return answer(threads.run(1, millis, () -> receiveNext(key, options, received)));
  }

  /** Acknowledges what the call before received; an empty queue ends the run. */
  private int receiveNext(
      SubscriptionKey key, ReceiveOptions options, AtomicReference<List<Receipt>> received) {
    List<Message> messages = calls.receive(key, received.get(), options).messages();
    if (messages.isEmpty()) {
      throw new IllegalStateException("The queue is empty: --queue-length is too small.");
    }
    received.set(messages.stream().map(message -> message.receipt().orElseThrow()).toList());
    return messages.size();
  }

  /** Has the listener work on copies of the message of the body. */
  @POST
  @Path("/listen")
  public Response listen(@QueryParam("millis") long millis, InputStream body)
      throws InterruptedException, ExecutionException {
    Publication one = Publication.builder().data(new String(BodyReader.read(body), UTF_8)).build();
    List<Publication> all = Collections.nCopies(100, one);
    return answer(threads.run(1, millis, () -> feed(all)));
  }

  /** Publishes more and waits until the listener has nearly caught up. */
  private int feed(List<Publication> all) throws InterruptedException {
    long before = listener.received();
    calls.publish(InProcessListener.TOPIC, all);
    fed.addAndGet(all.size());
    while (fed.get() - listener.received() > MOST_WAITING) {
      Thread.sleep(0, 100_000);
    }
    return (int) (listener.received() - before);
  }

  private static Response answer(List<InProcessThreads.Call> all) {
    String messages =
        all.stream()
            .map(call -> Integer.toString(call.messages()))
            .collect(Collectors.joining(","));
    String nanos =
        all.stream().map(call -> Long.toString(call.nanos())).collect(Collectors.joining(","));
    return JsonResponses.object(200, json -> json.field("messages", messages).field("nanos", nanos))
        .build();
  }
}
