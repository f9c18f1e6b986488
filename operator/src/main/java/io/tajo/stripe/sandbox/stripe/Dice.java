package io.tajo.stripe.sandbox.stripe;

import java.util.List;

/** Repeatable chance: the same seed, trait and index give the same draw (SplitMix64). */
record Dice(long seed) {
  long bits(Trait trait, long index) {
    long z = seed + 0x9E3779B97F4A7C15L * (index * 64 + trait.stream);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 0 to {@code bound} - 1. */
  int below(Trait trait, long index, int bound) {
    return (int) Long.remainderUnsigned(bits(trait, index), bound);
  }

  /** 0 (inclusive) to 1 (exclusive). */
  double fraction(Trait trait, long index) {
    return (bits(trait, index) >>> 11) * 0x1.0p-53;
  }

  <T> T pick(Trait trait, long index, List<T> from) {
    return from.get(below(trait, index, from.size()));
  }
}
