package dev.tidings.queue;

import dev.tidings.api.Publication;
import dev.tidings.api.TidingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order of delivery: after one message. Written as one opaque word for clients that
 * page through a queue.
 */
record Place(int priority, boolean isHeld, long position) {
  private static final Pattern FORM = Pattern.compile("([1-9])([ac])([0-9]{1,18})");

  /** Before the first message. */
  static Place start() {
    return new Place(Publication.HIGHEST_PRIORITY, true, 0);
  }

  static Place after(Delivery delivery) {
    return new Place(
        delivery.entry().priority(), delivery.isAddressed(), delivery.entry().position());
  }

  /**
   * Reads what {@link #toString()} wrote; an empty word is the start.
   *
   * @throws TidingsException for anything else
   */
  static Place parse(String word) {
    if (word.isEmpty()) {
      return start();
    }
    Matcher matcher = FORM.matcher(word);
    if (!matcher.matches()) {
      throw TidingsException.invalid("after", "must be the cursor that the page before gave");
    }
    return new Place(
        Integer.parseInt(matcher.group(1)),
        matcher.group(2).equals("a"),
        Long.parseLong(matcher.group(3)));
  }

  /** From where on to read what is held with a priority that is not before this place. */
  long firstHeld(int ofPriority) {
    if (ofPriority < priority) {
      return 0;
    }
    return isHeld ? position + 1 : Long.MAX_VALUE;
  }

  /** From where on to read the lane of a priority that is not before this place. */
  long firstInLane(int ofPriority) {
    return ofPriority < priority || isHeld ? 0 : position + 1;
  }

  @Override
  public String toString() {
    return "" + priority + (isHeld ? 'a' : 'c') + position;
  }
}
