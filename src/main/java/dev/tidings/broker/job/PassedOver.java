package dev.tidings.broker.job;

/** Which queues a job has passed over, in the first line of what it says to people. */
final class PassedOver {
  private static final int LONGEST = 1_000;

  private static final String BEGIN =
      "Passed over, because the subscription is inactive and hands out nothing: ";

  private PassedOver() {}

  /** With another queue. Names for which there is no room are left out. */
  static String with(String error, String queue) {
    String before = of(error);
    String text = before.isEmpty() ? BEGIN + queue : before + ", " + queue;
    boolean isNamed = before.endsWith(": " + queue) || before.endsWith(", " + queue);
    if (isNamed || before.endsWith(" …")) {
      return before;
    }
    return text.length() < LONGEST / 2 ? text : before + " …";
  }

  /** What it has passed over so far, without what it waits for; empty for nothing. */
  static String of(String error) {
    return error.startsWith(BEGIN) ? error.lines().findFirst().orElse("") : "";
  }

  /** With what it waits for, or why it failed. */
  static String and(String error, String reason) {
    String before = of(error);
    String text = before.isEmpty() || reason.isEmpty() ? before + reason : before + "\n" + reason;
    return text.substring(0, Math.min(text.length(), LONGEST));
  }
}
