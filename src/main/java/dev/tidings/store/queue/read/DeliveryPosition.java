package dev.tidings.store.queue.read;

import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import dev.tidings.store.log.Lane;
import dev.tidings.store.queue.inflight.InFlight;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the order of delivery, after one message. Its text form is an opaque token for
 * clients that page through a queue.
 *
 * @param kind addressed messages, then redeliveries, then messages ahead of the cursor
 */
record DeliveryPosition(int priority, char kind, long position) {
  private static final Pattern FORM = Pattern.compile("([1-9])([abc])([0-9]{1,18})");

  private static final char ADDRESSED = 'a';
  private static final char RETURNED = 'b';
  private static final char AHEAD = 'c';

  /** Before the first message. */
  static DeliveryPosition start() {
    return new DeliveryPosition(Publication.HIGHEST_PRIORITY, ADDRESSED, 0);
  }

  static DeliveryPosition after(QueueEntry delivery) {
    char kind =
        delivery.inFlight().isEmpty() ? AHEAD : delivery.isAddressed() ? ADDRESSED : RETURNED;
    return new DeliveryPosition(delivery.entry().priority(), kind, delivery.entry().position());
  }

  /**
   * Reads what {@link #toString()} wrote; an empty word is the start.
   *
   * @throws TidingsException for anything else
   */
  static DeliveryPosition parse(String word) {
    if (word.isEmpty()) {
      return start();
    }
    Matcher matcher = FORM.matcher(word);
    if (!matcher.matches()) {
      throw TidingsException.invalid("after", "must be the cursor that the page before gave");
    }
    return new DeliveryPosition(
        Integer.parseInt(matcher.group(1)),
        matcher.group(2).charAt(0),
        Long.parseLong(matcher.group(3)));
  }

  /** From where on to read what is held with a priority that is not before this place. */
  InFlight.Start firstInFlight(int ofPriority) {
    if (ofPriority < priority) {
      return new InFlight.Start(ofPriority, Lane.ADDRESSED, 0);
    }
    return switch (kind) {
      case ADDRESSED -> new InFlight.Start(ofPriority, Lane.ADDRESSED, position + 1);
      case RETURNED -> new InFlight.Start(ofPriority, ofPriority, position + 1);
      default -> new InFlight.Start(ofPriority, Lane.LAST + 1, 0);
    };
  }

  /** From where on to read the lane of a priority that is not before this place. */
  long firstInLane(int ofPriority) {
    return ofPriority < priority || kind != AHEAD ? 0 : position + 1;
  }

  @Override
  public String toString() {
    return "" + priority + kind + position;
  }
}
