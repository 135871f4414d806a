package dev.tidings.transport.json;

import dev.tidings.api.PubSub;
import dev.tidings.api.Receipt;
import dev.tidings.api.ReceiptOutcome;
import dev.tidings.api.ReceiveOptions;
import dev.tidings.api.Rejection;
import dev.tidings.api.TidingsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads which deliveries a client settles and how, and writes what became of each. */
public final class SettlementJson {
  private static final String RECEIPTS = "receipts";

  private SettlementJson() {}

  /** Deliveries that are sent back. */
  public record Reject(List<Receipt> receipts, Rejection rejection) {
    public Reject {
      receipts = List.copyOf(receipts);
    }
  }

  /**
   * Leases that are to end later.
   *
   * @param lease from now on; empty: as the topic says
   */
  public record Extend(List<Receipt> receipts, Optional<Duration> lease) {
    public Extend {
      receipts = List.copyOf(receipts);
    }
  }

  /**
   * Reads the body of an acknowledge.
   *
   * @throws TidingsException with everything that is wrong
   */
  public static List<Receipt> readAcknowledge(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    List<Receipt> receipts = receipts(fields);
    fields.refuseOthers();
    violations.throwIfAny();
    return receipts;
  }

  /** As {@link #readAcknowledge}, of a reject. */
  public static Reject readReject(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    Reject reject = reject(fields);
    fields.refuseOthers();
    violations.throwIfAny();
    return reject;
  }

  /** Which deliveries to send back, out of fields among which there may be others. */
  public static Reject reject(Fields fields) {
    List<Receipt> receipts = receipts(fields);
    return new Reject(receipts, withDelay(fields, withReason(fields, Rejection.plain())));
  }

  /** As {@link #readAcknowledge}, of an extend. */
  public static Extend readExtend(byte[] body) {
    Violations violations = new Violations();
    Fields fields = Fields.of(body, violations);
    Extend extend = extend(fields);
    fields.refuseOthers();
    violations.throwIfAny();
    return extend;
  }

  /** Which leases are to end later, out of fields among which there may be others. */
  public static Extend extend(Fields fields) {
    List<Receipt> receipts = receipts(fields);
    ReceiveOptions.Builder checked = ReceiveOptions.builder();
    fields.parsed("lease", JsonDuration::parse).ifPresent(checked::lease);
    return new Extend(receipts, fields.made(checked::build, ReceiveOptions.defaults()).lease());
  }

  /** The receipts, out of fields among which there may be others. */
  public static List<Receipt> receipts(Fields fields) {
    Optional<List<Receipt>> receipts = fields.list(RECEIPTS, PubSub.MAX_BATCH, Receipt::of);
    boolean isEmpty = receipts.isPresent() && receipts.get().isEmpty();
    if (isEmpty || !fields.has(RECEIPTS)) {
      fields.refuse(RECEIPTS, "must be a list of 1 to " + PubSub.MAX_BATCH + " strings");
    }
    return receipts.orElse(List.of());
  }

  private static Rejection withReason(Fields fields, Rejection rejection) {
    return fields
        .text("reason")
        .map(reason -> fields.made(() -> rejection.because(reason), rejection))
        .orElse(rejection);
  }

  private static Rejection withDelay(Fields fields, Rejection rejection) {
    return fields
        .parsed("delay", JsonDuration::parse)
        .map(delay -> fields.made(() -> rejection.after(delay), rejection))
        .orElse(rejection);
  }

  /** The results, in the order of the receipts. */
  public static void write(JsonOutput json, List<Receipt> receipts, List<ReceiptOutcome> outcomes) {
    json.name("results")
        .array(
            results -> {
              for (int i = 0; i < receipts.size(); i++) {
                write(results, receipts.get(i), outcomes.get(i));
              }
            });
  }

  private static void write(JsonOutput json, Receipt receipt, ReceiptOutcome outcome) {
    json.object(
        fields -> fields.field("receipt", receipt.toString()).field("result", outcome.code()));
  }
}
