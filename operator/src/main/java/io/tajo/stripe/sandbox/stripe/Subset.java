package io.tajo.stripe.sandbox.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A sequence whose members belong to some members of another: how many each has depends on its
 * index modulo a cycle. Both directions are arithmetic.
 */
final class Subset {
  private final int cycle;
  private final int[] owners;
  private final int[] firsts;

  /**
   * @param count how many members the owner with this index (0 to {@code cycle} - 1) has
   */
  Subset(int cycle, IntUnaryOperator count) {
    this.cycle = cycle;
    this.firsts = new int[cycle + 1];
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < cycle; i++) {
      firsts[i] = list.size();
      for (int n = 0; n < count.applyAsInt(i); n++) {
        list.add(i);
      }
    }
    firsts[cycle] = list.size();
    owners = list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** How many members the first {@code ownerCount} owners have. */
  long size(long ownerCount) {
    return ownerCount / cycle * owners.length + firsts[(int) (ownerCount % cycle)];
  }

  long owner(long member) {
    return member / owners.length * cycle + owners[(int) (member % owners.length)];
  }

  /** Which of its owner's members it is, from 0. */
  int ordinal(long member) {
    int within = (int) (member % owners.length);
    return within - firsts[owners[within]];
  }

  /** The index of an owner's first member; it has {@link #count} of them. */
  long first(long owner) {
    return size(owner);
  }

  int count(long owner) {
    return (int) (size(owner + 1) - size(owner));
  }
}
