package io.tajo.stripe.api;

import java.util.Map;

/** What is wrong with {@code spec.fieldMapping}, as the room that maps sees it. */
@FunctionalInterface
public interface MappingCheck {
  /**
   * Looks at a mapping from source to attribute.
   *
   * @return by source, what is wrong with it; an empty source: with the mapping as a whole
   */
  Map<String, String> problems(Map<String, String> fieldMapping);
}
