package dev.tidings.transport.json;

import dev.tidings.api.PubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.ReceiveResult;
import dev.tidings.api.TidingsException;
import java.util.List;
import java.util.Optional;

/** Reads what a client says about the messages it wants. */
public final class ReceiveJson {
  private ReceiveJson() {}

  /**
   * What it wants, and what it has done.
   *
   * @param acknowledge receipts of deliveries to acknowledge first; empty when it says nothing
   */
  public record Receive(ReceiveOptions options, Optional<List<Receipt>> acknowledge) {}

  /**
   * Writes the answer: the results of the receipts, where the client has sent any, and the
   * messages. Who has left during the wait gets no results.
   */
  public static void write(JsonOutput json, Receive receive, ReceiveResult result) {
    receive
        .acknowledge()
        .filter(receipts -> receipts.size() == result.acknowledged().size())
        .ifPresent(receipts -> SettlementJson.write(json, receipts, result.acknowledged()));
    MessageJson.write(json.name("messages"), result.messages());
  }

  /**
   * Reads the body of a receive, which may be missing.
   *
   * @throws TidingsException with everything that is wrong
   */
  public static Receive read(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.ofOptional(body, violations);
    ReceiveOptions.Builder builder = ReceiveOptions.builder();
    fields.whole("max", 1, ReceiveOptions.MAX_MESSAGES).ifPresent(max -> builder.max((int) max));
    fields.parsed("lease", JsonDuration::parse).ifPresent(builder::lease);
    fields.parsed("wait", JsonDuration::parse).ifPresent(builder::waiting);
    Optional<List<Receipt>> acknowledge = fields.list("acknowledge", PubSub.MAX_BATCH, Receipt::of);
    fields.refuseOthers();
    ReceiveOptions options = fields.made(builder::build, ReceiveOptions.defaults());
    violations.throwIfAny();
    return new Receive(options, acknowledge);
  }
}
