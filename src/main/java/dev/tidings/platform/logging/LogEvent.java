package dev.tidings.platform.logging;

import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Everything that Tidings logs at INFO and above. A code is never used for anything else, even
 * after its event is gone. {@code docs/logs.md} says what each means and what to do.
 */
public enum LogEvent {
  READY(
      1,
      Level.INFO,
      "Tidings {version} ready: {url}/ (console {console}, API {url}/api/v1,"
          + " Zato-compatible {url}/zato/pubsub), {database}, schema {schema}",
      "version",
      "url",
      "console",
      "database",
      "schema"),
  START_FAILED(2, Level.ERROR, "Tidings cannot start. {reason}", "reason"),
  SET_UP_LINK(
      3,
      Level.INFO,
      "Set the password of admin, once and within {minutes} minutes: {link}",
      "minutes",
      "link"),
  EXAMPLE(4, Level.INFO, "Try it: {command}", "command"),
  ADMIN_PASSWORD_GENERATED(
      5,
      Level.INFO,
      "Made a password for the administrator, shown only this once: admin / {password}",
      "password"),
  PASSWORD_SHORT(
      6,
      Level.WARNING,
      "A password is short: good enough to try Tidings out, not to run it",
      "setting",
      "minimum"),
  DEFINITIONS_APPLIED(7, Level.INFO, "The definitions were applied", "file", "changed"),
  START_REPORT(10, Level.INFO, "This is Tidings {version}", "version", "server", "java", "node"),
  START_SCHEMA(11, Level.INFO, "The tables are ready", "database", "version", "schema"),
  START_SETTING(12, Level.INFO, "A setting differs from its default", "setting", "value", "source"),
  START_RISK(13, Level.WARNING, "A setting is for trials only", "setting", "reason"),
  LOG_CONVERTED(
      14, Level.INFO, "Messages of an earlier version were moved to segments", "messages"),

  DATABASE_OPENED(101, Level.INFO, "The database is open", "database", "driver"),
  DATABASE_AWAY(
      102,
      Level.WARNING,
      "The database does not answer, so requests are refused for now",
      "reason"),
  DATABASE_BACK(103, Level.INFO, "The database answers again", "after", "failed"),
  DATABASE_FAILED(104, Level.ERROR, "Nothing is stored from now on", "reason"),
  DATABASE_REOPENED(
      105,
      Level.INFO,
      "The database is open again; what was refused meanwhile is not stored",
      "after"),
  TRANSACTIONS_UNDONE(
      106, Level.INFO, "Changes of transactions that a crash ended were undone", "changes"),
  DATA_SOURCE_WEAK(
      107,
      Level.WARNING,
      "The data source has settings that cost guarantees",
      "database",
      "reason"),
  SECOND_RESOURCE(
      108,
      Level.WARNING,
      "A transaction has another data source or resource besides the one of Tidings, so it is"
          + " rolled back"),

  RELEASE_FAILED(
      201,
      Level.WARNING,
      "Deliveries that nobody has could not be given back; they return when their leases end",
      "deliveries",
      "reason"),
  TICK_FAILED(202, Level.WARNING, "A tick failed; the next one comes soon"),
  SCHEDULED_NOT_MOVED(
      203,
      Level.WARNING,
      "Delayed messages that are due could not be moved; this is tried again",
      "topic_id",
      "reason"),
  SCHEDULED_DROPPED(
      204,
      Level.WARNING,
      "A delayed message was dropped: its id is that of another message",
      "message"),

  LISTENER_STARTED(
      301, Level.INFO, "A listener receives", "listener", "method", "topic", "endpoint"),
  LISTENER_TOO_SLOW(
      302,
      Level.WARNING,
      "A listener's call takes too long and will be rolled back",
      "listener",
      "topic",
      "message",
      "timeout"),
  LISTENER_REJECTED(
      303,
      Level.WARNING,
      "A listener failed; its message is rejected",
      "listener",
      "topic",
      "message",
      "delivery_count"),
  LISTENER_UNREADABLE(
      304,
      Level.WARNING,
      "A message cannot be read as its listener declares, and becomes a dead letter",
      "listener",
      "topic",
      "message",
      "type"),
  LISTENER_WAITS(305, Level.INFO, "A listener waits for the database", "listener"),
  LISTENER_UNSUBSCRIBED(
      306, Level.WARNING, "A listener has no subscription any more", "listener", "topic"),
  LISTENER_SUBSCRIBED(307, Level.INFO, "A listener has subscribed again", "listener", "topic"),
  LISTENER_NOT_FINISHED(
      308,
      Level.WARNING,
      "A listener has not finished within the time that an undeployment waits; its calls that run"
          + " are rolled back",
      "listener",
      "timeout"),
  LISTENER_ROLLBACK_FAILED(
      309, Level.WARNING, "A transaction of a listener could not be rolled back"),
  LISTENER_BROKEN(310, Level.ERROR, "A listener failed outside its method", "listener"),

  INCIDENT(
      401,
      Level.ERROR,
      "A request failed by a defect or a failure of the server",
      "incident",
      "instance",
      "request"),
  TIMEOUT_NOT_ANSWERED(402, Level.WARNING, "A request that took too long could not be answered"),
  CONNECTION_TASK_FAILED(403, Level.ERROR, "A task of a connection failed"),
  CONNECTIONS_NOT_DONE(
      404, Level.WARNING, "Work of connections has not ended with the node", "timeout"),
  UNSUBSCRIBE_FAILED(
      405, Level.WARNING, "A subscription could not be ended together with its connection"),
  BACKUP_CUT_OFF(406, Level.WARNING, "A backup was cut off, and is of no use", "reason"),
  BEANS_INCOMPLETE(407, Level.WARNING, "The MBeans are not complete", "application"),
  BEANS_LEFT(408, Level.WARNING, "The MBeans stay behind in this server", "application"),

  CLEANUP_FAILED(501, Level.WARNING, "Housekeeping failed; it is tried again"),
  TOPIC_CLEANUP_FAILED(
      502, Level.WARNING, "Housekeeping of a topic failed; it is tried again", "topic_id"),
  LEASE_CLEANUP_FAILED(
      503,
      Level.WARNING,
      "Leases of a queue could not be ended; this is tried again",
      "subscription_id"),
  JOBS_NOT_READ(504, Level.WARNING, "Jobs could not be looked for; this is tried again"),
  JOB_FAILED(505, Level.WARNING, "A batch of a job failed", "job"),
  SEGMENT_DAMAGED(
      506,
      Level.ERROR,
      "Messages are lost: the database returned damaged content",
      "topic_id",
      "lane",
      "positions",
      "reason"),
  SEGMENT_SET_ASIDE(
      507,
      Level.WARNING,
      "Damaged messages were moved to the table damaged_segment",
      "topic_id",
      "lane",
      "positions"),

  NOTIFICATION_FAILED(601, Level.WARNING, "What another node announced could not be handled"),
  NOTIFICATIONS_NOT_HEARD(
      602, Level.WARNING, "Other nodes cannot be heard, so their messages arrive later", "reason");

  private final String code;
  private final Level level;
  private final String sentence;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<String> keys;

  LogEvent(int number, Level level, String sentence, String... keys) {
    this.code = "TID%04d".formatted(number);
    this.level = level;
    this.sentence = sentence;
    this.keys = List.of(keys);
  }

  /** Such as {@code TID0301}. */
  public String code() {
    return code;
  }

  public Level level() {
    return level;
  }

  /** What happened. A key in braces stands for its value; all others follow the sentence. */
  public String sentence() {
    return sentence;
  }

  /**
   * The names of its values, in the order in which they are given. One that is empty is left out.
   */
  public List<String> keys() {
    return keys;
  }
}
