package dev.tidings.fault;

import dev.tidings.system.Answer;

/**
 * What an answer says of what was asked for, by the word of the documentation: an error means that
 * nothing was changed, unless its code says that nobody knows.
 */
final class Answers {
  private static final int REFUSALS = 400;
  private static final int SERVER_ERRORS = 500;

  private Answers() {}

  /** Of a call without fault, which no client may be blamed for. */
  static Outcome outcome(Answer answer) {
    if (isRefusal(answer)) {
      throw new AssertionError(
          "A call without fault got %d: %s".formatted(answer.status(), answer.body()));
    }
    if (answer.status() < REFUSALS) {
      return Outcome.OK;
    }
    return answer.body().contains("\"outcome-unknown\"") ? Outcome.INFO : Outcome.FAIL;
  }

  /** Of a call that must be refused, which is only not done where the server is in trouble. */
  static Outcome outcomeOfFault(Answer answer) {
    if (answer.status() < REFUSALS) {
      throw new AssertionError("A call with a fault was done: " + answer.body());
    }
    return Outcome.FAIL;
  }

  private static boolean isRefusal(Answer answer) {
    return answer.status() >= REFUSALS && answer.status() < SERVER_ERRORS;
  }
}
