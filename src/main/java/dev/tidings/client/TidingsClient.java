package dev.tidings.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Publishes to and receives from a Tidings node, over its HTTP API, as one endpoint. It is safe for
 * use by many threads; one for each endpoint is enough.
 *
 * <p>A call that has no response, or one that says to come back later, is repeated as the {@link
 * RetryPolicy} says, where this is safe: publishing never stores twice. Every method may throw a
 * {@link TidingsClientException}; its subclasses tell the kinds of failures apart.
 */
public final class TidingsClient {
  private final AsyncTidingsClient async;

  private TidingsClient(Builder builder) {
    Requests requests =
        new Requests(builder.address, builder.username, builder.password, builder.timeout);
    async = new AsyncTidingsClient(builder.httpClient(), requests, builder.policy, builder.mapper);
  }

  /**
   * A builder of clients.
   *
   * @param address of the node, such as {@code http://localhost:8080}
   */
  public static Builder builder(String address) {
    return new Builder(address);
  }

  /** The same calls without waiting for their responses. */
  public AsyncTidingsClient async() {
    return async;
  }

  /**
   * Publishes text, bytes, {@link Content}, or any object that the mapper turns into JSON.
   *
   * @return the id of the message; empty when the topic drops what has no subscription
   */
  public Optional<String> publish(String topic, Object data) {
    return await(async.publish(topic, data));
  }

  /** Publishes with options. */
  public Optional<String> publish(String topic, Publication publication) {
    return await(async.publish(topic, publication));
  }

  /**
   * Publishes at most once in 24 hours under a key of 1 to 200 printable ASCII characters. A
   * program that keeps the key can repeat the call even after it was restarted.
   */
  public Optional<String> publish(String topic, Publication publication, String idempotencyKey) {
    return await(async.publish(topic, publication, idempotencyKey));
  }

  /**
   * Publishes 1 to 1000 publications, all or none.
   *
   * @return their ids, in their order; null for one that is dropped, and an empty list when all are
   */
  public List<String> publishAll(String topic, List<Publication> publications) {
    return await(async.publishAll(topic, publications));
  }

  /** As {@link #publish(String, Publication, String)}, all or none. */
  public List<String> publishAll(
      String topic, List<Publication> publications, String idempotencyKey) {
    return await(async.publishAll(topic, publications, idempotencyKey));
  }

  /** Subscribes the endpoint, unless it is subscribed already. */
  public Subscription subscribe(String topic) {
    return await(async.subscribe(topic));
  }

  /** Ends the subscription, if there is one; the queue is deleted. */
  public void unsubscribe(String topic) {
    var unused = await(async.unsubscribe(topic));
  }

  /**
   * The state of the queue.
   *
   * @throws NotSubscribedException when the endpoint is not subscribed, as all methods below
   */
  public Subscription status(String topic) {
    return await(async.status(topic));
  }

  /**
   * Leases messages to this client, which has to settle each. Waits as long as the request says
   * when there is none; then the list is empty.
   */
  public List<Message<Content>> receive(String topic, ReceiveRequest request) {
    return await(async.receive(topic, request));
  }

  /**
   * Acknowledges what the request names, and receives: one request and one flush for both. The
   * acknowledgement comes first, also where the request waits. After a failure nobody knows whether
   * it was done; then acknowledge again, which answers {@code expired} for what was done.
   *
   * @return the messages, and one result for each receipt
   */
  public Messages<Content> acknowledgeAndReceive(String topic, ReceiveRequest request) {
    return await(async.acknowledgeAndReceive(topic, request));
  }

  /**
   * A page of the queue, in order of delivery; changes nothing.
   *
   * @param state {@code ready}, {@code leased} or {@code delayed}
   * @param after the {@code next} of the page before; null for the first
   * @param limit 1 to 1000
   */
  public Messages<Content> browse(String topic, String state, String after, int limit) {
    return await(async.browse(topic, state, after, limit));
  }

  /** The work is done: the message is never delivered again. */
  public SettlementResult acknowledge(Message<?> message) {
    return await(async.acknowledge(message));
  }

  /** The work failed: the message is delivered again, later each time. */
  public SettlementResult reject(Message<?> message, String reason) {
    return await(async.reject(message, reason));
  }

  /** The work takes longer: the lease ends that long from now. */
  public SettlementResult extend(Message<?> message, Duration lease) {
    return await(async.extend(message, lease));
  }

  /** Acknowledges several messages of a topic; one result per receipt, in their order. */
  public List<SettlementResult> acknowledge(String topic, SettlementRequest request) {
    return await(async.acknowledge(topic, request));
  }

  /** Rejects several messages of a topic. */
  public List<SettlementResult> reject(String topic, SettlementRequest request) {
    return await(async.reject(topic, request));
  }

  /** Extends the leases of several messages of a topic. */
  public List<SettlementResult> extend(String topic, SettlementRequest request) {
    return await(async.extend(topic, request));
  }

  private static <T> T await(CompletableFuture<T> call) {
    try {
      return call.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TidingsClientException failure) {
        failure.fillInStackTrace(); // That of the caller: the thread that read it says nothing.
        throw failure;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new ConnectionException("Interrupted while waiting for the response", e);
    }
  }

  /** Collects what a client needs to know. */
  public static final class Builder {
    private final String address;
    private String username;
    private String password;
    private PayloadMapper mapper = NoPayloads.INSTANCE;
    private RetryPolicy policy = RetryPolicy.standard();
    private Duration timeout = Duration.ofSeconds(30);
    private HttpClient http;

    private Builder(String address) {
      this.address = Objects.requireNonNull(address, "address");
    }

    /** Those of the endpoint. */
    public Builder credentials(String username, String password) {
      this.username = username;
      this.password = password;
      return this;
    }

    /** Turns objects into JSON and back; not needed for text, bytes and ready JSON. */
    public Builder payloads(PayloadMapper value) {
      mapper = Objects.requireNonNull(value, "payloads");
      return this;
    }

    /** Default: {@link RetryPolicy#standard()}. */
    public Builder retry(RetryPolicy value) {
      policy = Objects.requireNonNull(value, "retry");
      return this;
    }

    /** How long one attempt may take, besides the wait of a receive. Default: 30 seconds. */
    public Builder timeout(Duration value) {
      timeout = Objects.requireNonNull(value, "timeout");
      return this;
    }

    /** For TLS, proxies or threads of your own. Default: HTTP/1.1, 10 seconds to connect. */
    public Builder httpClient(HttpClient value) {
      http = value;
      return this;
    }

    /**
     * The client.
     *
     * @throws IllegalStateException without credentials
     */
    public TidingsClient build() {
      if (username == null || password == null) {
        throw new IllegalStateException("The client needs credentials");
      }
      return new TidingsClient(this);
    }

    private HttpClient httpClient() {
      return http != null
          ? http
          : HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(10))
              .build();
    }
  }
}
