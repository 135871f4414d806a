package dev.tidings.api;

import java.util.Locale;

/**
 * Everything that can go wrong, in the words and numbers that clients see. The status is the HTTP
 * one, which the WebSocket protocol uses too.
 */
public enum ErrorType {
  INVALID_INPUT(400, "The input breaks a rule"),
  NOT_AUTHENTICATED(401, "Credentials are missing or wrong"),
  ACCESS_DENIED(403, "This endpoint may not do that"),
  TOPIC_NOT_ACCESSIBLE(403, "The topic does not exist or this endpoint may not use it"),
  SUBSCRIPTION_NOT_ACCESSIBLE(
      403, "The subscription does not exist or belongs to another endpoint"),
  API_SUBSCRIPTION_NOT_ALLOWED(403, "Only an administrator subscribes endpoints to this topic"),
  NOT_FOUND(404, "There is nothing at this address"),
  NOT_SUBSCRIBED(404, "The endpoint is not subscribed to the topic"),
  METHOD_NOT_ALLOWED(405, "This address does not take that method"),
  NOT_ACCEPTABLE(406, "The answer is JSON, which the client does not accept"),
  BODY_TIMEOUT(408, "The request body did not arrive in time"),
  TOPIC_INACTIVE(409, "The topic takes no publications at the moment"),
  SUBSCRIPTION_INACTIVE(409, "The subscription hands out nothing at the moment"),
  CONFLICT(409, "The change conflicts with what is there"),
  SECOND_RESOURCE(409, "The transaction uses another resource besides Tidings' database"),
  LAST_ADMINISTRATOR(409, "One endpoint that can administer must remain"),
  STALE_VERSION(412, "Somebody else has changed the object"),
  MESSAGE_TOO_LARGE(413, "The message is larger than its topic allows"),
  BODY_TOO_LARGE(413, "The request body is larger than this server takes"),
  UNSUPPORTED_MEDIA_TYPE(415, "The request body has a form that this address does not take"),
  IDEMPOTENCY_MISMATCH(422, "The idempotency key belongs to another publication"),
  VERSION_REQUIRED(428, "A change names the version that it is based on"),
  TOO_MANY_ATTEMPTS(429, "Too many logins have failed or wait"),
  INTERNAL_ERROR(500, "Something failed inside the server"),
  QUEUE_FULL(503, "A queue behind the topic is full"),
  UNAVAILABLE(503, "The server cannot do this at the moment"),
  OUTCOME_UNKNOWN(503, "The server could not find out whether this was stored");

  private final int status;
  private final String title;

  ErrorType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  /** One sentence that is the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The stable code, such as {@code queue-full}: the last segment of the problem's type. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
