package dev.tidings.platform.metrics;

import java.util.List;

/**
 * Every metric of Tidings. Names have base units and the words of the glossary; counters get the
 * suffix {@code _total} where they are read. A test compares this list with the documentation.
 */
public enum Metric {
  MESSAGES_PUBLISHED(
      Kind.COUNTER, "tidings_messages_published", "Messages that were stored.", Label.TOPIC),
  PUBLISHED_BYTES(Kind.COUNTER, "tidings_published_bytes", "Bytes of their data.", Label.TOPIC),
  PUBLISHES_REFUSED(
      Kind.COUNTER,
      "tidings_publishes_refused",
      "Calls that stored nothing, because a queue was full, a limit was reached or the database "
          + "could not store them.",
      Label.TOPIC),
  MESSAGES_EXPIRED(
      Kind.COUNTER,
      "tidings_messages_expired",
      "Messages that housekeeping of this node deleted because they expired.",
      Label.TOPIC),
  MESSAGES_DELIVERED(
      Kind.COUNTER,
      "tidings_messages_delivered",
      "Deliveries, by lease or by get messages.",
      Label.TOPIC,
      Label.ENDPOINT),
  DELIVERED_BYTES(
      Kind.COUNTER, "tidings_delivered_bytes", "Bytes of their data.", Label.TOPIC, Label.ENDPOINT),
  MESSAGES_REDELIVERED(
      Kind.COUNTER,
      "tidings_messages_redelivered",
      "Deliveries of messages that were delivered before.",
      Label.TOPIC,
      Label.ENDPOINT),
  MESSAGES_ACKNOWLEDGED(
      Kind.COUNTER,
      "tidings_messages_acknowledged",
      "Messages that are done: acknowledged, or returned by get messages.",
      Label.TOPIC,
      Label.ENDPOINT),
  MESSAGES_REJECTED(
      Kind.COUNTER,
      "tidings_messages_rejected",
      "Deliveries that were rejected or given back.",
      Label.TOPIC,
      Label.ENDPOINT),
  MESSAGES_DEAD_LETTERED(
      Kind.COUNTER,
      "tidings_messages_dead_lettered",
      "Messages that became dead letters.",
      Label.TOPIC,
      Label.ENDPOINT),
  QUEUE_MESSAGES(
      Kind.GAUGE,
      "tidings_queue_messages",
      "Messages of a queue by state: ready, leased, delayed (waits for redelivery) and dead. Every "
          + "node shows the same.",
      Label.TOPIC,
      Label.ENDPOINT,
      Label.STATE),
  QUEUE_MAX_DEPTH(
      Kind.GAUGE,
      "tidings_queue_max_depth_messages",
      "The largest depth of the queue, which its topic sets.",
      Label.TOPIC,
      Label.ENDPOINT),
  QUEUE_OLDEST_AGE(
      Kind.GAUGE,
      "tidings_queue_oldest_message_age_seconds",
      "Age of the oldest message of a queue that is not done; 0 if there is none.",
      Label.TOPIC,
      Label.ENDPOINT),
  QUEUE_CONSUMERS(
      Kind.GAUGE,
      "tidings_queue_consumers",
      "Receives of this node that wait for messages of the queue.",
      Label.TOPIC,
      Label.ENDPOINT),
  PUBLISH_DURATION(
      Kind.HISTOGRAM,
      "tidings_publish_duration_seconds",
      "Time of a batch of publishes by part: lock (waiting for the topic), insert, flush (until it "
          + "is as durable as requested).",
      Label.PART),
  DELIVERY_DELAY(
      Kind.HISTOGRAM,
      "tidings_delivery_delay_seconds",
      "Time from the publish of a message to its first delivery under a lease."),
  ACKNOWLEDGE_DELAY(
      Kind.HISTOGRAM,
      "tidings_acknowledge_delay_seconds",
      "Time from a delivery to its acknowledgement, if both were on this node."),
  PUBLISH_BATCH(
      Kind.HISTOGRAM, "tidings_publish_batch_messages", "Messages that one transaction stored."),
  DELIVERY_BATCH(
      Kind.HISTOGRAM, "tidings_delivery_batch_messages", "Messages that one transaction leased."),
  WEBSOCKET_SESSIONS(Kind.GAUGE, "tidings_websocket_sessions", "WebSocket sessions."),
  WEBSOCKET_UNSETTLED(
      Kind.GAUGE,
      "tidings_websocket_unsettled_messages",
      "Messages that WebSocket sessions have received and not settled."),
  WEBSOCKET_WINDOW(
      Kind.GAUGE,
      "tidings_websocket_window_messages",
      "Messages that they may have at a time without settling them."),
  RECEIVES_WAITING(
      Kind.GAUGE,
      "tidings_receives_waiting",
      "Receives that wait for messages: long polls, WebSocket sessions, listeners."),
  LOGINS_REFUSED(
      Kind.COUNTER,
      "tidings_logins_refused",
      "Logins that were refused: with wrong credentials (credentials), or unchecked after too many "
          + "of these (attempts).",
      Label.REASON),
  DATABASE_TRANSACTIONS(
      Kind.GAUGE,
      "tidings_database_connections_used",
      "Connections of the pool that Tidings uses for its own transactions."),
  DATABASE_CONNECTIONS(
      Kind.GAUGE,
      "tidings_database_connections_max",
      "The most connections that it may use for them."),
  FLUSH_DURATION(
      Kind.HISTOGRAM,
      "tidings_database_flush_duration_seconds",
      "Time of a flush of the database to disk, which serves all commits before it; a data source "
          + "of the application has none."),
  DATABASE_RETRIES(
      Kind.COUNTER,
      "tidings_database_retries",
      "Transactions that were done again after a conflict or a broken connection."),
  DATABASE_UP(
      Kind.GAUGE, "tidings_database_up", "1 if the database answered the last query, else 0."),
  DATABASE_OUTAGES(
      Kind.COUNTER, "tidings_database_outages", "Times that the database became unavailable."),
  HOUSEKEEPING_DURATION(
      Kind.HISTOGRAM,
      "tidings_housekeeping_duration_seconds",
      "Time of a round of housekeeping on this node."),
  HOUSEKEEPING_FAILURES(
      Kind.COUNTER, "tidings_housekeeping_failures", "Rounds of housekeeping that failed."),
  JOB_BATCH_DURATION(
      Kind.HISTOGRAM,
      "tidings_job_batch_duration_seconds",
      "Time of a batch of a job on this node, during which the batch may hold locks."),
  LISTENER_CALLS(
      Kind.GAUGE,
      "tidings_listener_running_calls",
      "Calls of a listener that run.",
      Label.LISTENER),
  LISTENER_FAILURES(
      Kind.COUNTER,
      "tidings_listener_failures",
      "Calls of a listener that failed, so that their messages were rejected.",
      Label.LISTENER),
  CLUSTER_NODES(
      Kind.GAUGE,
      "tidings_cluster_nodes",
      "Nodes that wrote their statistics in the last minute, this one included."),
  BUILD_INFO(
      Kind.GAUGE, "tidings_build_info", "Always 1; the label says the version.", Label.VERSION);

  /** How a metric behaves. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** The names of labels. */
  public static final class Label {
    public static final String TOPIC = "topic";
    public static final String ENDPOINT = "endpoint";
    public static final String STATE = "state";
    public static final String PART = "part";
    public static final String REASON = "reason";
    public static final String LISTENER = "listener";
    public static final String VERSION = "version";

    private Label() {}
  }

  private final Kind kind;
  private final String id;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<String> labels;

  Metric(Kind kind, String id, String help, String... labels) {
    this.kind = kind;
    this.id = id;
    this.help = help;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  /** The name without the suffixes of its kind. */
  public String id() {
    return id;
  }

  /** The name as it is read and documented. */
  public String publicName() {
    return kind == Kind.COUNTER ? id + "_total" : id;
  }

  public String help() {
    return help;
  }

  public List<String> labels() {
    return labels;
  }
}
