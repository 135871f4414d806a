package dev.tidings.it.host;

import dev.tidings.api.Administration;
import dev.tidings.api.EndpointDetails;
import dev.tidings.api.ListenerDetails;
import dev.tidings.api.Message;
import dev.tidings.api.PageRequest;
import dev.tidings.api.PubSub;
import dev.tidings.api.SubscribeOptions;
import dev.tidings.api.SubscriptionKey;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Collectors;

/** What a host application serves itself, some of it with the help of Tidings. */
@RequestScoped
@Path("parcels")
@Produces(MediaType.TEXT_PLAIN)
public class HostResource {
  private static final String TOPIC = "/demo/orders";

  @Inject private PubSub pubSub;
  @Inject private Administration administration;
  @Inject private IdentityStoreHandler logins;
  @Inject private HostListener listener;

  /** Publishes, and says what has arrived. */
  @POST
  public String send(String text) {
    SubscriptionKey key = pubSub.subscribe(TOPIC, SubscribeOptions.endpoint("demo"));
    pubSub.clear(key);
    pubSub.publish(TOPIC, text);
    List<Message> arrived = pubSub.getMessages(TOPIC, key);
    pubSub.unsubscribe(key);
    return arrived.stream()
        .map(message -> message.data().asString())
        .collect(Collectors.joining(","));
  }

  @GET
  @Path("endpoints")
  public String endpoints() {
    return administration.endpoints(new PageRequest(0, 1_000, "")).rows().stream()
        .map(EndpointDetails::settings)
        .map(settings -> settings.name())
        .collect(Collectors.joining(","));
  }

  /** Whether the container would let somebody in with the login of an endpoint. */
  @GET
  @Path("login")
  public String login(@QueryParam("password") String password) {
    return logins.validate(new UsernamePasswordCredential("demo", password)).getStatus().name();
  }

  /** Publishes what the host's own listener gets. */
  @POST
  @Path("packing")
  public String pack(String text) {
    return pubSub.publish(HostListener.TOPIC, text).toString();
  }

  /** What the listener has got, and how many of those are in the queue. */
  @GET
  @Path("packing")
  public String packed() {
    SubscriptionKey key = pubSub.requireSubscription(HostListener.TOPIC, HostListener.NAME);
    return listener.packed() + " " + pubSub.depth(key);
  }

  /** Pauses the listener, or resumes it. */
  @POST
  @Path("packing/{change: pause|resume}")
  public String change(@PathParam("change") String change) {
    ListenerDetails changed =
        change.equals("pause")
            ? administration.pauseListener(HostListener.NAME)
            : administration.resumeListener(HostListener.NAME);
    return changed.state().wireName();
  }

  /** What the administration says about the listeners of the host. */
  @GET
  @Path("listeners")
  public String listeners() {
    return administration.listeners().stream()
        .map(ListenerDetails::toString)
        .collect(Collectors.joining("\n"));
  }
}
