package io.tajo.stripe.pipeline.metrics;

import java.util.Locale;

/** How labels are written. */
final class Labels {
  private Labels() {}

  /** A constant in lower case: {@code rate_limited}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** An HTTP status; {@code none} where no answer came. */
  static String status(int status) {
    return status == 0 ? "none" : Integer.toString(status);
  }
}
