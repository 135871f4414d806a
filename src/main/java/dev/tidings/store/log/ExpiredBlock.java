package dev.tidings.store.log;

import java.util.BitSet;

/**
 * A bitmap of 1024 consecutive positions of a lane: those whose messages were deleted because they
 * expired.
 *
 * @param number position divided by 1024
 */
record ExpiredBlock(int lane, long number, BitSet bits) {
  private static final int SIZE = 1024;

  static long numberOf(long position) {
    return position / SIZE;
  }

  static ExpiredBlock of(int lane, long number, byte[] bits) {
    return new ExpiredBlock(lane, number, BitSet.valueOf(bits));
  }

  void add(long position) {
    bits.set((int) (position % SIZE));
  }

  int count() {
    return bits.cardinality();
  }

  /** How many of them are at a position or after it. */
  int countFrom(long position) {
    if (numberOf(position) < number) {
      return count();
    }
    return numberOf(position) > number ? 0 : bits.get((int) (position % SIZE), SIZE).cardinality();
  }

  byte[] toBytes() {
    return bits.toByteArray();
  }
}
