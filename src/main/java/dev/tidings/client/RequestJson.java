package dev.tidings.client;

import java.util.List;

/** The bodies of requests in JSON. */
final class RequestJson {
  private RequestJson() {}

  static byte[] publication(Publication publication, PayloadMapper mapper) {
    return WireJson.object(json -> write(json, publication, mapper));
  }

  static byte[] batch(List<Publication> publications, PayloadMapper mapper) {
    return WireJson.object(
        json -> json.objects("messages", publications, (one, item) -> write(one, item, mapper)));
  }

  static byte[] receive(ReceiveRequest request) {
    return WireJson.object(
        json ->
            json.field("max", request.getMax())
                .field("lease", request.getLease())
                .field("wait", request.getWait())
                .field("acknowledge", request.getAcknowledge()));
  }

  static byte[] settlement(SettlementRequest request) {
    return WireJson.object(
        json ->
            json.field("receipts", request.getReceipts())
                .field("delay", request.getDelay())
                .field("reason", request.getReason())
                .field("lease", request.getLease()));
  }

  private static void write(WireJson json, Publication publication, PayloadMapper mapper) {
    writeData(json, publication.getData(), mapper);
    json.field("priority", publication.getPriority())
        .field("expiration", publication.getExpiration())
        .field("mime_type", publication.getMimeType())
        .field("has_gd", publication.getHasGd())
        .field("correl_id", publication.getCorrelId())
        .field("in_reply_to", publication.getInReplyTo())
        .field("ext_client_id", publication.getExtClientId())
        .field("subject", publication.getSubject())
        .field("traceparent", publication.getTraceparent())
        .field("ext_pub_time", publication.getExtPubTime())
        .field("attributes", publication.getAttributes())
        .field("msg_id", publication.getMsgId())
        .field("deliver_to", publication.getDeliverTo())
        .field("deliver_after", publication.getDeliverAfter())
        .field("reply_to", publication.getReplyTo());
  }

  private static void writeData(WireJson json, Object data, PayloadMapper mapper) {
    if (data instanceof String text) {
      json.field("data", text);
    } else if (data instanceof Content content && content.form() == Content.Form.TEXT) {
      json.field("data", content.asString());
    } else if (data instanceof Content content && content.form() == Content.Form.JSON) {
      json.verbatim("data", content.asString());
    } else if (data instanceof Content || data instanceof byte[]) {
      throw new IllegalArgumentException("Bytes have to be published one at a time");
    } else if (data != null) {
      json.verbatim("data", toJson(data, mapper));
    }
  }

  private static String toJson(Object data, PayloadMapper mapper) {
    try {
      return mapper.toJson(data);
    } catch (Exception e) {
      throw new PayloadException(
          "%s cannot be written as JSON: %s"
              .formatted(data.getClass().getTypeName(), e.getMessage()),
          e);
    }
  }
}
