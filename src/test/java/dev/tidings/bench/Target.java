package dev.tidings.bench;

import java.util.Locale;

/** Where a ratio to a limit is to be: so much is enough, and so much is what we aim for. */
record Target(double enough, double aim) {
  static final Target ONE_CLIENT = new Target(0.85, 0.95);
  static final Target MANY_CLIENTS = new Target(0.6, 0.8);
  static final Target BATCH = new Target(0.5, 0.8);
  static final Target FAN_OUT = new Target(0.7, 0.95);
  static final Target GET_MESSAGES = new Target(0.4, 0.7);
  static final Target RECEIVE = new Target(0.25, 0.5);
  static final Target BACKLOG = new Target(1.5, 1.2);
  static final Target BUSINESS = new Target(0.9, 0.98);
  static final Target IDLE_SOCKETS = new Target(1.2, 1.05);
  static final Target SESSION = new Target(1, 0.5);
  static final Target STORM = new Target(1, 0.5);

  /** What a ratio is, in a word. */
  String verdict(double ratio) {
    if (reaches(ratio, aim)) {
      return "aim";
    }
    return reaches(ratio, enough) ? "enough" : "MISSED";
  }

  /** Of times and sizes, less is better. */
  private boolean reaches(double ratio, double wanted) {
    return aim < enough ? ratio <= wanted : ratio >= wanted;
  }

  String enoughText() {
    return text(enough);
  }

  String aimText() {
    return text(aim);
  }

  private static String text(double number) {
    String text = String.format(Locale.ROOT, "%.3f", number);
    return text.replaceAll("\\.?0+$", "");
  }
}
