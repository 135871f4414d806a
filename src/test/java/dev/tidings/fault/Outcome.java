package dev.tidings.fault;

/** How far an action has come, as far as its client knows. */
enum Outcome {
  /** Asked for. */
  INVOKE,
  /** Done. */
  OK,
  /** Refused, so certainly not done. */
  FAIL,
  /** No answer, or one that leaves open what happened. */
  INFO
}
