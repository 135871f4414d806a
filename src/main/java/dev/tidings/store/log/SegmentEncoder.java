package dev.tidings.store.log;

import dev.tidings.api.Publication;
import dev.tidings.api.SubscriptionKey;
import dev.tidings.api.TextField;
import java.util.List;
import java.util.Map;

/** Writes messages of one lane into the content of a segment, in the order of their positions. */
final class SegmentEncoder {
  /** What stands before the shared texts takes at most so much. */
  private static final int HEAD_BYTES = 32;

  private final int lane;
  private final long firstPosition;
  private final SharedTexts sharedTexts = new SharedTexts();
  private final SegmentOutput messages = new SegmentOutput();
  private int count;

  SegmentEncoder(int lane, long firstPosition) {
    this.lane = lane;
    this.firstPosition = firstPosition;
  }

  /**
   * Adds a message, unless there is no room for it. There always is for the first one.
   *
   * @return whether it was added
   */
  boolean add(LogEntry entry) {
    if (count == SegmentFormat.MOST_MESSAGES) {
      return false;
    }
    int before = messages.size();
    sharedTexts.mark();
    write(entry);
    if (count > 0 && HEAD_BYTES + sharedTexts.size() + messages.size() > SegmentFormat.MOST_BYTES) {
      messages.truncate(before);
      sharedTexts.backToMark();
      return false;
    }
    count++;
    return true;
  }

  private void write(LogEntry entry) {
    int start = messages.size();
    Publication publication = entry.publication();
    int kind =
        entry.priority()
            | (entry.hasGd() ? SegmentFormat.GUARANTEED : 0)
            | (SegmentFormat.FORMS.indexOf(publication.data().form()) << SegmentFormat.FORM_SHIFT);
    messages
        .addInt(0)
        .addNumber(entry.position() - firstPosition)
        .addByte(kind)
        .addBytes(entry.id().toBytes())
        .addLong(SegmentFormat.micros(entry.publishedAt()))
        .addLong(SegmentFormat.micros(entry.expiresAt()))
        .addNumber(entry.copy())
        .addNumber(entry.publisherId())
        .addNumber(sharedTexts.number(entry.patternMatched()))
        .addNumber(sharedTexts.number(publication.mimeType()))
        .addNumber(fields(publication));
    writeFields(publication);
    byte[] data = publication.data().toBytes();
    messages.addNumber(data.length).addBytes(data);
    messages.setInt(start, messages.size() - start - Integer.BYTES);
  }

  private static long fields(Publication publication) {
    long fields = publication.extPubTime().isPresent() ? 1L << SegmentFormat.EXT_PUB_TIME : 0;
    fields |= publication.replyTo().isEmpty() ? 0 : 1L << SegmentFormat.REPLY_TO;
    fields |= publication.attributes().isEmpty() ? 0 : 1L << SegmentFormat.ATTRIBUTES;
    for (int i = 0; i < SegmentFormat.TEXT_FIELDS.size(); i++) {
      boolean isThere = publication.text(SegmentFormat.TEXT_FIELDS.get(i)).isPresent();
      fields |= isThere ? 1L << (SegmentFormat.TEXTS + i) : 0;
    }
    return fields;
  }

  private void writeFields(Publication publication) {
    publication.extPubTime().map(SegmentFormat::micros).ifPresent(messages::addLong);
    List<SubscriptionKey> replyTo = publication.replyTo();
    if (!replyTo.isEmpty()) {
      messages.addNumber(replyTo.size());
      replyTo.forEach(key -> messages.addText(key.value()));
    }
    Map<String, String> attributes = publication.attributes();
    if (!attributes.isEmpty()) {
      messages.addNumber(attributes.size());
      attributes.forEach((name, value) -> messages.addText(name).addText(value));
    }
    for (TextField field : SegmentFormat.TEXT_FIELDS) {
      publication.text(field).ifPresent(messages::addText);
    }
  }

  /** The content, once all are added. */
  byte[] toBytes() {
    SegmentOutput all =
        new SegmentOutput()
            .addInt(0)
            .addByte(SegmentFormat.VERSION)
            .addByte(lane)
            .addNumber(firstPosition)
            .addNumber(count);
    sharedTexts.addTo(all);
    all.addAll(messages);
    return SegmentFormat.sealed(all.toBytes());
  }
}
