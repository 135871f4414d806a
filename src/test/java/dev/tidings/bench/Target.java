package dev.tidings.bench;

/** Where a ratio to a limit is to be. */
enum Target {
  ONE_CLIENT(0.85, 0.95),
  MANY_CLIENTS(0.6, 0.8),
  BATCH(0.5, 0.8),
  FAN_OUT(0.7, 0.95),
  GET_MESSAGES(0.4, 0.7),
  RECEIVE(0.25, 0.5),
  BACKLOG(1.5, 1.2),
  BUSINESS(0.9, 0.98);

  private final double enough;
  private final double aim;

  Target(double enough, double aim) {
    this.enough = enough;
    this.aim = aim;
  }

  double enough() {
    return enough;
  }

  double aim() {
    return aim;
  }

  /** What a ratio is, in a word. */
  String verdict(double ratio) {
    if (reaches(ratio, aim)) {
      return "aim";
    }
    return reaches(ratio, enough) ? "enough" : "MISSED";
  }

  /** Of times, less is better. */
  private boolean reaches(double ratio, double wanted) {
    return aim < enough ? ratio <= wanted : ratio >= wanted;
  }
}
