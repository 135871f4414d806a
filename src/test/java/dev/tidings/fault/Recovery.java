package dev.tidings.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How long publishers had to wait after a fault. Logs are read twice: faults, then calls. */
final class Recovery {
  private final Map<String, Long> asked = new HashMap<>();
  private long fault = Long.MAX_VALUE;
  private long firstAnswer = Long.MAX_VALUE;

  void readFault(Event event) {
    if (event.f() == Action.FAULT) {
      fault = Math.min(fault, event.t());
    }
  }

  void readCall(Event event) {
    if (event.f() != Action.PUBLISH) {
      return;
    }
    if (event.type() == Outcome.INVOKE) {
      asked.put(event.proc(), event.t());
    } else if (event.type() == Outcome.OK && asked.get(event.proc()) > fault) {
      firstAnswer = Math.min(firstAnswer, event.t());
    }
  }

  /** From the fault to the first success of a call that began after it; empty without either. */
  OptionalLong nanos() {
    boolean isKnown = fault < Long.MAX_VALUE && firstAnswer < Long.MAX_VALUE;
    return isKnown ? OptionalLong.of(firstAnswer - fault) : OptionalLong.empty();
  }
}
