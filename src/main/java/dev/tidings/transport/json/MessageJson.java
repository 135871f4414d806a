package dev.tidings.transport.json;

import dev.tidings.api.Content;
import dev.tidings.api.Message;
import dev.tidings.api.Receipt;
import dev.tidings.api.TextField;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes messages in the fields, names and order that clients know; optional fields come last. */
public final class MessageJson {
  private MessageJson() {}

  /** An array of the messages. */
  public static void write(JsonOutput json, List<Message> messages) {
    json.array(array -> messages.forEach(message -> write(array, message)));
  }

  /** An array of the messages with the fields that only the APIs of Zato have. */
  public static void writeCompatible(JsonOutput json, List<Message> messages) {
    json.array(array -> messages.forEach(message -> writeCompatible(array, message)));
  }

  private static void writeCompatible(JsonOutput json, Message message) {
    json.object(
        fields -> {
          String pubTime = JsonTime.format(message.pubTime());
          writeAlways(fields, message, pubTime, JsonTime.format(message.expirationTime()));
          writeGivenValues(fields, message);
          // A message is received when it is stored: publisher and queue have the same broker.
          fields.field("recv_time_iso", pubTime);
          writeGivenLists(fields, message);
        });
  }

  /** One message as an object. */
  public static void write(JsonOutput json, Message message) {
    json.object(fields -> writeFields(fields, message));
  }

  /** The fields of a message, inside an object that may have others after them. */
  static void writeFields(JsonOutput json, Message message) {
    String pubTime = JsonTime.format(message.pubTime());
    String expirationTime = JsonTime.format(message.expirationTime());
    writeAlways(json, message, pubTime, expirationTime);
    json.field("pub_time", JsonTime.withZone(pubTime))
        .field("expiration_time", JsonTime.withZone(expirationTime));
    writeGivenValues(json, message);
    writeGivenLists(json, message);
    writeText(json, "receipt", message.receipt().map(Receipt::toString));
    message.leasedUntil().map(JsonTime::format).ifPresent(time -> writeLeaseEnd(json, time));
  }

  private static void writeLeaseEnd(JsonOutput json, String time) {
    json.field("leased_until_iso", time).field("leased_until", JsonTime.withZone(time));
  }

  private static void writeAlways(
      JsonOutput json, Message message, String pubTime, String expirationTime) {
    json.field("delivery_count", message.deliveryCount())
        .field("has_gd", message.hasGd())
        .field("server_name", message.serverName())
        .field("topic_name", message.topicName())
        .field("pub_time_iso", pubTime)
        .field("priority", message.priority())
        .field("expiration_time_iso", expirationTime)
        .field("expiration", message.expiration().toMillis())
        .field("server_pid", message.serverPid())
        .field("size", message.size());
    writeData(json.name("data"), message.data());
    json.field("sub_key", message.subKey().value())
        .field("mime_type", message.mimeType())
        .field("msg_id", message.msgId().toString());
  }

  /** Data as a value: JSON as it is, bytes in base64. */
  public static void writeData(JsonOutput json, Content data) {
    switch (data.form()) {
      case JSON -> json.verbatim(data.toBytes());
      case TEXT -> json.text(data.toBytes());
      case BINARY -> json.text(data.asString());
    }
  }

  private static void writeGivenValues(JsonOutput json, Message message) {
    if (message.data().form() == Content.Form.BINARY) {
      json.field("data_encoding", "base64");
    }
    for (TextField field : TextField.values()) {
      writeText(json, field.fieldName(), message.text(field));
    }
    writeText(json, "ext_pub_time_iso", message.extPubTime().map(JsonTime::format));
  }

  private static void writeGivenLists(JsonOutput json, Message message) {
    writeAttributes(json, message.attributes());
    writeReplyTo(json, message);
  }

  private static void writeText(JsonOutput json, String name, Optional<String> value) {
    value.ifPresent(text -> json.field(name, text));
  }

  private static void writeAttributes(JsonOutput json, Map<String, String> attributes) {
    if (!attributes.isEmpty()) {
      json.name("attributes").object(fields -> attributes.forEach(fields::field));
    }
  }

  private static void writeReplyTo(JsonOutput json, Message message) {
    if (!message.replyTo().isEmpty()) {
      json.name("reply_to_sk")
          .array(keys -> message.replyTo().forEach(key -> keys.text(key.value())));
    }
  }
}
