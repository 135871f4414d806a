package dev.tidings.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/** Reads messages, with their data as {@link Content}. */
final class MessageReader {
  private final ResponseJson json;
  private final PayloadMapper mapper;
  private final Message<Content> message = new Message<>();
  private String data = "null";
  private boolean isText;

  private MessageReader(ResponseJson json, PayloadMapper mapper) {
    this.json = json;
    this.mapper = mapper;
  }

  /** The response to receiving and browsing. */
  static Messages<Content> read(byte[] body, PayloadMapper mapper) {
    return ResponseJson.read(
        body,
        json -> {
          Messages<Content> messages = new Messages<>();
          messages.setMessages(List.of());
          json.object(
              name -> {
                switch (name) {
                  case "messages" ->
                      messages.setMessages(
                          json.list(() -> new MessageReader(json, mapper).message()));
                  case "next" -> messages.setNext(json.text());
                  case "results" -> messages.setResults(json.list(() -> ResultReader.result(json)));
                  default -> json.skip();
                }
              });
          return messages;
        });
  }

  private Message<Content> message() {
    json.object(this::read);
    message.setData(content());
    return message;
  }

  private void read(String name) {
    switch (name) {
      case "data" -> {
        isText = json.isText();
        data = json.verbatim();
      }
      case "data_encoding" -> message.setDataEncoding(json.text());
      case "msg_id" -> message.setMsgId(json.text());
      case "topic_name" -> message.setTopicName(json.text());
      case "mime_type" -> message.setMimeType(json.text());
      case "size" -> message.setSize(json.longNumber());
      case "priority" -> message.setPriority(json.number());
      case "has_gd" -> message.setHasGd(json.truth());
      case "pub_time" -> message.setPubTime(json.time());
      case "expiration_time" -> message.setExpirationTime(json.time());
      case "expiration" -> message.setExpiration(json.longNumber());
      case "correl_id" -> message.setCorrelId(json.text());
      case "in_reply_to" -> message.setInReplyTo(json.text());
      case "ext_client_id" -> message.setExtClientId(json.text());
      case "subject" -> message.setSubject(json.text());
      case "traceparent" -> message.setTraceparent(json.text());
      case "ext_pub_time_iso" -> message.setExtPubTimeIso(json.text());
      case "attributes" -> message.setAttributes(json.textsByName());
      case "reply_to_sk" -> message.setReplyToSk(json.texts());
      default -> readDelivery(name);
    }
  }

  private void readDelivery(String name) {
    switch (name) {
      case "delivery_count" -> message.setDeliveryCount(json.number());
      case "server_name" -> message.setServerName(json.text());
      case "server_pid" -> message.setServerPid(json.longNumber());
      case "sub_key" -> message.setSubKey(json.text());
      case "receipt" -> message.setReceipt(json.text());
      case "leased_until" -> message.setLeasedUntil(json.time());
      default -> json.skip();
    }
  }

  private Content content() {
    if ("base64".equals(message.getDataEncoding())) {
      return content(Content.Form.BINARY, Base64.getDecoder().decode(data));
    }
    return content(isText ? Content.Form.TEXT : Content.Form.JSON, data.getBytes(UTF_8));
  }

  private Content content(Content.Form form, byte[] bytes) {
    return new Content(form, bytes, mapper, message.getMsgId());
  }
}
