package dev.tidings.api;

import java.util.List;

/**
 * The listeners of this application, as the bean that runs them knows them. Applications use {@link
 * Administration}, which asks it.
 */
public interface ListenerRegistry {

  /** All of them, by name. */
  List<ListenerDetails> listeners();
}
