package dev.tidings.broker.statistics;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The last points of several figures, in memory that does not grow. */
final class Ring {
  private final int[][] figures;
  private final int points;
  private long written;

  Ring(int figures, int points) {
    this.figures = new int[figures][points];
    this.points = points;
  }

  /** Adds a point; what does not fit an int is as large as one can be. */
  void add(long... values) {
    int place = (int) (written % points);
    for (int i = 0; i < figures.length; i++) {
      figures[i][place] = (int) Math.min(values[i], Integer.MAX_VALUE);
    }
    written++;
  }

  /** How many points there are. */
  int size() {
    return (int) Math.min(written, points);
  }

  /** The points of a figure, the oldest first. */
  List<Integer> values(int figure) {
    return last(figure, size()).boxed().toList();
  }

  private IntStream last(int figure, int count) {
    return LongStream.range(written - count, written)
        .mapToInt(point -> figures[figure][(int) (point % points)]);
  }

  /** The sum of the last points of a figure. */
  long sum(int figure, int most) {
    return last(figure, Math.min(most, size())).asLongStream().sum();
  }
}
