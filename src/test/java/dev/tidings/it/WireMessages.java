package dev.tidings.it;

import dev.tidings.api.Content;
import dev.tidings.api.Message;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.Receipt;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads messages as a client of the HTTP API does. */
final class WireMessages {
  private WireMessages() {}

  static List<Message> read(JsonObject answer) {
    return answer.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
        .map(WireMessages::message)
        .toList();
  }

  static Message message(JsonObject json) {
    Message.Builder message =
        Message.builder()
            .msgId(MessageId.of(json.getString("msg_id")))
            .publication(publication(json))
            .topicName(json.getString("topic_name"))
            .subKey(SubscriptionKey.of(json.getString("sub_key")))
            .pubTime(time(json.getString("pub_time_iso")))
            .expiration(Duration.ofMillis(json.getJsonNumber("expiration").longValueExact()))
            .hasGd(json.getBoolean("has_gd"))
            .deliveryCount(json.getInt("delivery_count"))
            .server(json.getString("server_name"), json.getInt("server_pid"));
    text(json, "receipt")
        .map(Receipt::of)
        .ifPresent(receipt -> message.lease(receipt, time(json.getString("leased_until_iso"))));
    return consistent(message.build(), json);
  }

  private static Message consistent(Message message, JsonObject json) {
    // The same JSON has more than one spelling, so that its size here may be another.
    require(
        message.data().form() == Content.Form.JSON || json.getInt("size") == message.size(), json);
    require(time(json.getString("expiration_time_iso")).equals(message.expirationTime()), json);
    return message;
  }

  private static void require(boolean isRight, JsonObject json) {
    if (!isRight) {
      throw new IllegalStateException("The message contradicts itself: " + json);
    }
  }

  private static Publication publication(JsonObject json) {
    Publication.Builder builder =
        Publication.builder()
            .data(data(json))
            .priority(json.getInt("priority"))
            .mimeType(json.getString("mime_type"));
    for (TextField field : TextField.values()) {
      text(json, field.fieldName()).ifPresent(text -> builder.text(field, text));
    }
    text(json, "ext_pub_time_iso").map(WireMessages::time).ifPresent(builder::extPubTime);
    if (json.containsKey("attributes")) {
      JsonObject attributes = json.getJsonObject("attributes");
      attributes.keySet().forEach(name -> builder.attribute(name, attributes.getString(name)));
    }
    if (json.containsKey("reply_to_sk")) {
      json.getJsonArray("reply_to_sk").getValuesAs(JsonString.class).stream()
          .map(key -> SubscriptionKey.of(key.getString()))
          .forEach(builder::replyTo);
    }
    return builder.build();
  }

  private static Content data(JsonObject json) {
    JsonValue data = json.get("data");
    if (data instanceof JsonString text) {
      return json.containsKey("data_encoding")
          ? Content.binary(Base64.getDecoder().decode(text.getString()))
          : Content.text(text.getString());
    }
    return Content.json(data.toString());
  }

  private static Optional<String> text(JsonObject json, String name) {
    return Optional.ofNullable(json.getString(name, null));
  }

  static Instant time(String text) {
    return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
