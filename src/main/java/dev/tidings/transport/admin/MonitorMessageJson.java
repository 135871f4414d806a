package dev.tidings.transport.admin;

import dev.tidings.api.Content;
import dev.tidings.api.Message;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.JsonTime;
import dev.tidings.transport.json.MessageJson;

/**
 * Messages for endpoints that monitor: what describes them, without the keys of subscriptions and
 * the receipts, and without what the publisher has put into them unless the node allows that.
 */
final class MonitorMessageJson {
  private MonitorMessageJson() {}

  /** The fields of one message, inside an object. */
  static void writeFields(JsonOutput json, Message message, boolean isWithData) {
    json.field("delivery_count", message.deliveryCount())
        .field("has_gd", message.hasGd())
        .field("topic_name", message.topicName())
        .field("pub_time", JsonTime.formatWithZone(message.pubTime()))
        .field("priority", message.priority())
        .field("expiration_time", JsonTime.formatWithZone(message.expirationTime()))
        .field("size", message.size())
        .field("mime_type", message.mimeType())
        .field("msg_id", message.msgId().toString());
    if (isWithData) {
      MessageJson.writeData(json.name("data"), message.data());
      if (message.data().form() == Content.Form.BINARY) {
        json.field("data_encoding", "base64");
      }
    }
  }
}
