package dev.tidings.store.log;

import dev.tidings.api.Content;
import dev.tidings.api.TextField;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The form of the content of a segment, which {@link SegmentEncoder} writes and {@link
 * SegmentContent} reads:
 *
 * <pre>{@code
 * checksum          4 bytes, CRC-32C of all that follows
 * version           1 byte
 * lane              1 byte
 * first position    number
 * messages          number
 * shared texts      number of texts, the texts
 * each message:
 *   length          4 bytes, of what follows
 *   offset          number, from the first position
 *   kind            1 byte: priority, whether delivery is guaranteed, form of the data
 *   id              12 bytes
 *   published       8 bytes, microseconds since 1970
 *   expires         8 bytes, microseconds since 1970
 *   copy, publisher numbers
 *   pattern, mime   numbers of shared texts
 *   fields          number, a bit for each optional field that follows, in the order of the bits
 *   data            number of bytes, the bytes as they go out
 * }</pre>
 *
 * <p>Every field whose bit is not known is a text. So a new text field needs no new version.
 */
final class SegmentFormat {
  static final int VERSION = 1;

  /** The most messages of a segment, and so of positions that one reads to get one of them. */
  static final int MOST_MESSAGES = 1_000;

  /** The most bytes of a segment of more than one message. */
  static final int MOST_BYTES = 1_048_576;

  static final int CHECKSUM_BYTES = Integer.BYTES;

  static final int PRIORITY = 0x0f;
  static final int GUARANTEED = 0x10;
  static final int FORM_SHIFT = 5;

  static final int EXT_PUB_TIME = 0;
  static final int REPLY_TO = 1;
  static final int ATTRIBUTES = 2;

  /** The bit of the first text field. */
  static final int TEXTS = 3;

  /** By the number that stands for each, which stays. */
  static final List<Content.Form> FORMS =
      List.of(Content.Form.TEXT, Content.Form.JSON, Content.Form.BINARY);

  /** In the order of their bits. */
  static final List<TextField> TEXT_FIELDS = List.of(TextField.values());

  private SegmentFormat() {}

  static int checksum(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content, CHECKSUM_BYTES, content.length - CHECKSUM_BYTES);
    return (int) checksum.getValue();
  }

  /** The same array, with its checksum. */
  static byte[] sealed(byte[] content) {
    ByteBuffer.wrap(content).putInt(0, checksum(content));
    return content;
  }

  /** The nearest microsecond, as the databases keep times. */
  static long micros(Instant instant) {
    Instant rounded = instant.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    return Math.addExact(
        Math.multiplyExact(rounded.getEpochSecond(), 1_000_000L), rounded.getNano() / 1_000);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  static Content.Form form(int number) throws DamagedContentException {
    if (number >= FORMS.size()) {
      throw new DamagedContentException("it holds data of no known form");
    }
    return FORMS.get(number);
  }
}
