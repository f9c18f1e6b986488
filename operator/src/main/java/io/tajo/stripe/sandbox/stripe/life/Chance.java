package io.tajo.stripe.sandbox.stripe.life;

/**
 * An act that a random life may choose.
 *
 * @param weight how often, against the others
 */
record Chance(String name, int weight, Act act) {
  /** Does it, if there is somebody or something that it can be done to. */
  @FunctionalInterface
  interface Act {
    /** Whether it was done. */
    boolean happens();
  }
}
