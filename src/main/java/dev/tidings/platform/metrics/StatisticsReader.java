package dev.tidings.platform.metrics;

import java.util.Optional;
import java.util.function.Consumer;

/** Tells what happens on all nodes. */
public interface StatisticsReader {

  /** As of now; see {@link FigureReader#read}. */
  Statistics read();

  /** As of the last look at the queues, some ten seconds ago while nobody watches. No query. */
  Figures known();

  /** The history since this node started; empty for a subject that has none. */
  Optional<ActivityHistory> history(Subject subject, Resolution resolution);

  /**
   * Has somebody told at once, as of the last look, and then once a second. While anybody is told,
   * figures are read as often.
   *
   * @param watcher is quick, and does not fail
   * @return ends it
   */
  Runnable watch(Consumer<Statistics> watcher);

  /**
   * Has somebody told with each look at the figures: once a second while anybody watches, every ten
   * seconds otherwise.
   *
   * @param follower is quick, and does not fail
   */
  void follow(Consumer<Statistics> follower);
}
