package dev.tidings.transport.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.api.Message;
import dev.tidings.transport.json.JsonOutput;
import dev.tidings.transport.json.MessageJson;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** How a stream writes messages, and the signs of life between them. */
public enum EventFormat {
  /** One event for each message. */
  SERVER_SENT_EVENTS("text/event-stream", ":\n\n", "id: ", "\ndata: ", "\n\n"),
  /** One line for each message. */
  NDJSON("application/x-ndjson", "\n", "", "", "\n");

  private final String mediaType;
  private final String comment;
  private final String beforeId;
  private final String beforeData;
  private final String end;

  EventFormat(String mediaType, String comment, String beforeId, String beforeData, String end) {
    this.mediaType = mediaType;
    this.comment = comment;
    this.beforeId = beforeId;
    this.beforeData = beforeData;
    this.end = end;
  }

  /** Without parameters. */
  public String mediaType() {
    return mediaType;
  }

  /** What clients ignore. */
  byte[] comment() {
    return comment.getBytes(UTF_8);
  }

  byte[] bytes(List<Message> messages) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Message message : messages) {
      String id = beforeId.isEmpty() ? "" : beforeId + message.msgId();
      bytes.writeBytes((id + beforeData).getBytes(UTF_8));
      bytes.writeBytes(onOneLine(JsonOutput.bytes(json -> MessageJson.write(json, message))));
      bytes.writeBytes(end.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** JSON has line breaks between its tokens only, where blanks mean the same. */
  private static byte[] onOneLine(byte[] json) {
    // Virtual machines search strings many bytes at a time.
    String text = new String(json, ISO_8859_1);
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
        ? json
        : text.replace('\n', ' ').replace('\r', ' ').getBytes(ISO_8859_1);
  }
}
