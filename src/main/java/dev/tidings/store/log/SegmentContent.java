package dev.tidings.store.log;

import dev.tidings.api.Content;
import dev.tidings.api.MessageId;
import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Instant;

/**
 * The messages of a segment, read from its content one after the other in the order of their
 * positions. What is not asked for is not read.
 */
final class SegmentContent {
  private final SegmentInput input;
  private final int lane;
  private final long firstPosition;
  private final int count;
  private final String[] sharedTexts;

  private int read;
  private int nextMessage;
  private int rest;
  private long position;
  private int kind;
  private int idAt;

  /**
   * Begins to read, before the first message.
   *
   * @throws DamagedContentException when it is not what was stored at that place
   * @throws SQLException when a later version of Tidings has stored it
   */
  SegmentContent(int lane, long firstPosition, byte[] content)
      throws DamagedContentException, SQLException {
    this.lane = lane;
    this.firstPosition = firstPosition;
    input = new SegmentInput(content);
    int checksum = input.readInt();
    if (checksum != SegmentFormat.checksum(content)) {
      throw new DamagedContentException("its checksum is wrong");
    }
    int version = input.readByte();
    if (version != SegmentFormat.VERSION) {
      throw new SQLFeatureNotSupportedException(
          "A later version of Tidings has stored messages in form %d: upgrade this node."
              .formatted(version));
    }
    if (input.readByte() != lane || input.readNumber() != firstPosition) {
      throw new DamagedContentException("it belongs to another place of the log");
    }
    count = (int) input.readNumber();
    sharedTexts = SharedTexts.read(input);
    nextMessage = input.position();
  }

  /** Goes to the next message, if there is one. */
  boolean next() throws DamagedContentException {
    if (read == count) {
      return false;
    }
    read++;
    input.moveTo(nextMessage);
    int length = input.readInt();
    nextMessage = input.position() + length;
    position = firstPosition + input.readNumber();
    kind = input.readByte();
    idAt = input.position();
    rest = idAt + MessageId.BYTES + 2 * Long.BYTES;
    return true;
  }

  long position() {
    return position;
  }

  MessageId id() throws DamagedContentException {
    input.moveTo(idAt);
    return MessageId.of(input.readBytes(MessageId.BYTES));
  }

  Instant publishedAt() throws DamagedContentException {
    input.moveTo(idAt + MessageId.BYTES);
    return SegmentFormat.instant(input.readLong());
  }

  Instant expiresAt() throws DamagedContentException {
    input.moveTo(idAt + MessageId.BYTES + Long.BYTES);
    return SegmentFormat.instant(input.readLong());
  }

  private int priority() {
    return kind & SegmentFormat.PRIORITY;
  }

  EntryHead head() throws DamagedContentException {
    return new EntryHead(lane, position, priority(), publishedAt(), expiresAt());
  }

  LogEntry entry() throws DamagedContentException {
    input.moveTo(rest);
    long copy = input.readNumber();
    long publisherId = input.readNumber();
    String pattern = sharedText();
    Publication publication = publication();
    return new LogEntry(
        lane,
        position,
        id(),
        publishedAt(),
        expiresAt(),
        (kind & SegmentFormat.GUARANTEED) != 0,
        publisherId,
        pattern,
        publication,
        copy);
  }

  private String sharedText() throws DamagedContentException {
    long number = input.readNumber();
    if (number < 0 || number >= sharedTexts.length) {
      throw new DamagedContentException("it names a text that it does not have");
    }
    return sharedTexts[(int) number];
  }

  private Publication publication() throws DamagedContentException {
    Publication.Builder builder = Publication.builder().priority(priority()).mimeType(sharedText());
    long fields = input.readNumber();
    for (int bit = 0; bit < Long.SIZE; bit++) {
      if ((fields & 1L << bit) != 0) {
        readField(builder, bit);
      }
    }
    Content.Form form = SegmentFormat.form(kind >>> SegmentFormat.FORM_SHIFT);
    long length = input.readNumber();
    return builder.data(Content.of(form, input.readBytes(length))).build();
  }

  private void readField(Publication.Builder builder, int bit) throws DamagedContentException {
    switch (bit) {
      case SegmentFormat.EXT_PUB_TIME ->
          builder.extPubTime(SegmentFormat.instant(input.readLong()));
      case SegmentFormat.REPLY_TO -> {
        for (long left = input.readNumber(); left > 0; left--) {
          builder.replyTo(SubscriptionKey.of(input.readText()));
        }
      }
      case SegmentFormat.ATTRIBUTES -> {
        for (long left = input.readNumber(); left > 0; left--) {
          builder.attribute(input.readText(), input.readText());
        }
      }
      default -> readText(builder, bit - SegmentFormat.TEXTS);
    }
  }

  /** One that this version has no name for is left out. */
  private void readText(Publication.Builder builder, int number) throws DamagedContentException {
    String text = input.readText();
    if (number < SegmentFormat.TEXT_FIELDS.size()) {
      builder.text(SegmentFormat.TEXT_FIELDS.get(number), text);
    }
  }
}
