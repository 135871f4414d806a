package dev.tidings.transport.events;

import dev.tidings.platform.metrics.ConfiguredObject;
import dev.tidings.platform.metrics.FigureReader;
import dev.tidings.platform.metrics.Figures;
import dev.tidings.platform.metrics.QueueFigures;
import dev.tidings.platform.metrics.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Figures of one queue as a test wants them. */
final class EventsScene {
  private EventsScene() {}

  /** Nobody ever waits there. */
  static final FigureReader NO_CONSUMERS =
      new FigureReader() {
        @Override
        public Figures read() {
          throw new UnsupportedOperationException("The test gives the figures");
        }

        @Override
        public int consumers(QueueFigures queue) {
          return 0;
        }

        @Override
        public int consumers() {
          return 0;
        }
      };

  static QueueFigures queue(long ready, long leased, long dead, Duration oldestAge) {
    return new QueueFigures(5, 1, "/a", "e", 100, ready, leased, 0, dead, oldestAge);
  }

  static Statistics with(QueueFigures... queues) {
    return with(true, queues);
  }

  static Statistics with(boolean isCurrent, QueueFigures... queues) {
    List<ConfiguredObject> objects = List.of(new ConfiguredObject("topic", 1, 0, "/a", true));
    Figures figures = new Figures(Instant.EPOCH, objects, List.of(queues));
    return new Statistics(figures, isCurrent, 1, Map.of());
  }
}
