package dev.tidings.transport.json;

import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.TidingsException;

/** Reads what a client says about the messages it wants. */
public final class ReceiveJson {
  private ReceiveJson() {}

  /**
   * Reads the body of a receive, which may be missing.
   *
   * @throws TidingsException with everything that is wrong
   */
  public static ReceiveOptions read(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.ofOptional(body, violations);
    ReceiveOptions.Builder builder = ReceiveOptions.builder();
    fields.whole("max", 1, ReceiveOptions.MAX_MESSAGES).ifPresent(max -> builder.max((int) max));
    fields.parsed("lease", JsonDuration::parse).ifPresent(builder::lease);
    fields.parsed("wait", JsonDuration::parse).ifPresent(builder::waiting);
    fields.refuseOthers();
    ReceiveOptions options = fields.made(builder::build, ReceiveOptions.defaults());
    violations.throwIfAny();
    return options;
  }
}
