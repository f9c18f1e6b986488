package io.tajo.stripe.bench;

/**
 * One line of the table.
 *
 * @param made what the value was made of, in words
 */
record Figure(String what, double value, Target target, String made) {
  /** What a value has to keep. */
  sealed interface Target {
    /** Whether a value keeps it. */
    boolean kept(double value);
  }

  /** The value may not be above this. */
  record AtMost(double bound) implements Target {
    @Override
    public boolean kept(double value) {
      return value <= bound;
    }

    @Override
    public String toString() {
      return "≤ " + number(bound);
    }
  }

  /** The value may not be below this. */
  record AtLeast(double bound) implements Target {
    @Override
    public boolean kept(double value) {
      return value >= bound;
    }

    @Override
    public String toString() {
      return "≥ " + number(bound);
    }
  }

  static Figure atMost(double bound, String what, double value, String made) {
    return new Figure(what, value, new AtMost(bound), made);
  }

  static Figure atLeast(double bound, String what, double value, String made) {
    return new Figure(what, value, new AtLeast(bound), made);
  }

  boolean kept() {
    return target.kept(value);
  }

  /** The line in Markdown. */
  String row() {
    return "| %s | %s | %s | %s | %s |"
        .formatted(what, number(value), target, kept() ? "✓" : "✗", made);
  }

  private static String number(double value) {
    return value < 10 && value != Math.rint(value)
        ? "%.2f".formatted(value)
        : "%,.0f".formatted(value);
  }
}
