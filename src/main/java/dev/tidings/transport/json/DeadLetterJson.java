package dev.tidings.transport.json;

import dev.tidings.api.DeadLetter;
import dev.tidings.api.DeadLetterFilter;
import dev.tidings.api.MessageId;
import dev.tidings.api.TidingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes dead letters, and reads which of them a client means. */
public final class DeadLetterJson {
  private DeadLetterJson() {}

  /** An array of the dead letters. */
  public static void write(JsonOutput json, List<DeadLetter> deadLetters) {
    json.array(array -> deadLetters.forEach(one -> write(array, one)));
  }

  private static void write(JsonOutput json, DeadLetter deadLetter) {
    json.object(
        fields -> {
          MessageJson.writeFields(fields, deadLetter.message());
          fields
              .field("reason", deadLetter.reason())
              .field("died_time_iso", JsonTime.format(deadLetter.deadSince()));
        });
  }

  /**
   * Reads a body that says which; without one, or without fields, all.
   *
   * @throws TidingsException with everything that is wrong
   */
  public static DeadLetterFilter readFilter(byte[] body) {
    Violations violations = new Violations();
    return read(Fields.ofOptional(body, violations), "msg_ids", violations);
  }

  /**
   * As {@link #readFilter(byte[])}, from the parameters of a query, of which {@code msg_id} may be
   * there more than once.
   */
  public static DeadLetterFilter readFilter(Map<String, List<String>> query) {
    Violations violations = new Violations();
    return read(Fields.ofQuery(query, Set.of("msg_id"), violations), "msg_id", violations);
  }

  private static DeadLetterFilter read(Fields fields, String idField, Violations violations) {
    DeadLetterFilter filter = DeadLetterFilter.all();
    filter = withIds(fields, idField, filter);
    filter = withReason(fields, filter);
    filter = withTime(fields, filter);
    fields.refuseOthers();
    violations.throwIfAny();
    return filter;
  }

  private static DeadLetterFilter withIds(Fields fields, String field, DeadLetterFilter filter) {
    if (isEmptyList(fields, field)) {
      fields.refuse(field, "must have 1 to " + DeadLetterFilter.MAX_IDS + " entries");
    }
    Optional<List<MessageId>> ids = fields.list(field, DeadLetterFilter.MAX_IDS, MessageId::of);
    return ids.filter(all -> !all.isEmpty()).map(filter::withIds).orElse(filter);
  }

  /** As it was sent: a list of ids of which none is right has been refused entry by entry. */
  private static boolean isEmptyList(Fields fields, String field) {
    return fields
        .value(field)
        .filter(value -> value instanceof JsonTree.Items items && items.values().isEmpty())
        .isPresent();
  }

  /** An empty text is part of every reason: a client that sends one has lost what it means. */
  private static DeadLetterFilter withReason(Fields fields, DeadLetterFilter filter) {
    Optional<String> reason = fields.text("reason");
    if (reason.isPresent() && reason.get().isEmpty()) {
      fields.refuse("reason", "must not be empty");
    }
    return reason.map(text -> fields.made(() -> filter.withReason(text), filter)).orElse(filter);
  }

  private static DeadLetterFilter withTime(Fields fields, DeadLetterFilter filter) {
    return fields
        .parsed("died_before", JsonTime::parse)
        .map(time -> fields.made(() -> filter.diedBefore(time), filter))
        .orElse(filter);
  }
}
