package dev.tidings.broker.definitions;

import dev.tidings.api.EndpointDefinition;
import dev.tidings.api.ErrorType;
import dev.tidings.api.SubscriptionDefinition;
import dev.tidings.api.TidingsException;
import dev.tidings.api.TopicSettings;
import dev.tidings.api.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Definitions and where in the document they stand. A kind of object that the document does not
 * mention is left as it is.
 */
public record DefinitionsDocument(
    Optional<List<Located<TopicSettings>>> topics,
    Optional<List<Located<EndpointDefinition>>> endpoints,
    Optional<List<Located<SubscriptionDefinition>>> subscriptions) {

  /**
   * An object of the document.
   *
   * @param path such as {@code topics[2]}
   */
  public record Located<T>(T value, String path, int line) {

    /**
     * Does something with it; what refuses that says where the object stands.
     *
     * @throws TidingsException of the same type
     */
    public <R> R attempt(Supplier<R> action) {
      try {
        return action.get();
      } catch (TidingsException refusal) {
        throw located(refusal);
      }
    }

    private TidingsException located(TidingsException refusal) {
      if (refusal.type() != ErrorType.INVALID_INPUT || refusal.violations().isEmpty()) {
        return new TidingsException(
            refusal.type(),
            "%s (line %d): %s".formatted(path, line, refusal.getMessage()),
            refusal);
      }
      return TidingsException.invalid(
          refusal.violations().stream()
              .map(
                  it ->
                      new Violation(
                          path + "." + it.field(), "%s (line %d)".formatted(it.rule(), line)))
              .toList());
    }
  }
}
