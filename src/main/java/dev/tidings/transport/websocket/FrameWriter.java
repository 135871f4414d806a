package dev.tidings.transport.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Message;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.MessageJson;
import dev.tidings.transport.websocket.service.RandomIds;
import dev.tidings.transport.websocket.service.ServiceResponse;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Writes what the server says: an envelope of {@code meta} and, if there is any, {@code data}. */
final class FrameWriter {
  /** What the server asks of a client, and the payload of pings. */
  static final String REQUEST = "zwsx.rqc";

  private static final String LOGGED_IN = "zwsx.rspa";
  private static final String RESULT = "zwsx.rspok";
  private static final String FAILURE = "zwsx.rsperr";
  private static final String FORBIDDEN = "zwsx.merr";
  private static final String DELIVERY = "zwsx.psrq";
  private static final String NOT_AUTHORIZED = "You are not authorized to access this resource";

  private FrameWriter() {}

  static String loggedIn(Instant time, String inReplyTo, String token) {
    return text(
        json -> {
          meta(json, RandomIds.next(), time, LOGGED_IN, meta -> status(meta, 200, inReplyTo));
          json.name("data").object(data -> data.field("token", token));
        });
  }

  static String result(Instant time, String inReplyTo, ServiceResponse serviceResponse) {
    return text(
        json -> {
          meta(json, RandomIds.next(), time, RESULT, meta -> status(meta, 200, inReplyTo));
          serviceResponse.data().ifPresent(data -> data.accept(json.name("data")));
        });
  }

  /**
   * A failure.
   *
   * @param inReplyTo empty when the request could not be read so far
   * @param cid what names the failure, also in the log if it is the server's
   */
  static String failure(Instant time, String inReplyTo, int status, String message, String cid) {
    return text(
        json -> {
          meta(
              json,
              RandomIds.next(),
              time,
              FAILURE,
              meta -> {
                status(meta, status, inReplyTo);
                meta.field("error_message", message);
              });
          json.name("data").object(data -> data.field("cid", cid));
        });
  }

  /** The last word before a connection is closed that may not go on. */
  static String forbidden(Instant time) {
    return text(
        json -> {
          meta(json, RandomIds.next(), time, FORBIDDEN, meta -> meta.field("status", 403));
          json.field("data", NOT_AUTHORIZED);
        });
  }

  /** One or more messages of a subscription. */
  static String delivery(String id, Instant time, List<Message> messages, boolean isList) {
    return text(
        json -> {
          meta(json, id, time, DELIVERY, meta -> replyTo(meta, messages));
          json.name("data");
          if (isList) {
            MessageJson.write(json, messages);
          } else {
            MessageJson.write(json, messages.get(0));
          }
        });
  }

  private static void replyTo(JsonOutput meta, List<Message> messages) {
    List<String> keys =
        messages.stream()
            .flatMap(message -> message.replyTo().stream())
            .map(SubscriptionKey::value)
            .distinct()
            .toList();
    if (!keys.isEmpty()) {
      meta.name("ctx")
          .object(ctx -> ctx.name("reply_to_sk").array(array -> keys.forEach(array::text)));
    }
  }

  static void meta(
      JsonOutput json, String id, Instant time, String type, Consumer<JsonOutput> others) {
    json.name("meta")
        .object(
            meta -> {
              meta.field("id", id)
                  .field("timestamp", JsonTime.format(time))
                  .field("msg_type", type);
              others.accept(meta);
            });
  }

  private static void status(JsonOutput meta, int status, String inReplyTo) {
    meta.field("status", status);
    if (!inReplyTo.isEmpty()) {
      meta.field("in_reply_to", inReplyTo);
    }
  }

  private static String text(Consumer<JsonOutput> fields) {
    return new String(JsonOutput.bytes(json -> json.object(fields)), UTF_8);
  }
}
