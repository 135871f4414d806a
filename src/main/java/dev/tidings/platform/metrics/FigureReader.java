package dev.tidings.platform.metrics;

/** Tells how all queues stand, in a few queries however many they are. */
public interface FigureReader {

  /** As they stood a few seconds ago or later; what many ask for at once is read once. */
  Figures read();

  /** How many receives of this node wait for messages of a queue. */
  int consumers(QueueFigures queue);

  /** How many receives of this node wait for messages, of whatever queue. */
  int consumers();
}
