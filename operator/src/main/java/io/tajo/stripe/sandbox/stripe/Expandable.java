package io.tajo.stripe.sandbox.stripe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a path of {@code expand[]} can lead through or to. */
sealed interface Expandable {
  /**
   * An id, or several, that can become objects.
   *
   * @param target null: a kind that is not simulated and so always null
   */
  record Reference(@Nullable Resource target) implements Expandable {}

  /**
   * A field that is left out unless asked for.
   *
   * @param permission what a restricted key needs besides
   */
  record Included(@Nullable String permission, Map<String, Expandable> inside)
      implements Expandable {}

  /** An object, or several, that stand whole in another. */
  record Embedded(Resource target) implements Expandable {}

  /** A mere structure. */
  record Inside(Map<String, Expandable> fields) implements Expandable {}
}
