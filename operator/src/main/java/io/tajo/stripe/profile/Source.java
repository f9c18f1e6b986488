package io.tajo.stripe.profile;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A source of {@code spec.fieldMapping}: a field, with a key where it has one.
 *
 * @param key the metadata key, or the lower-case currency of {@code total_spent.CUR}; empty for any
 *     other field
 */
public record Source(Field field, String key) {
  private static final String METADATA = "metadata.";
  private static final String TOTAL_SPENT = "total_spent.";
  private static final Pattern CURRENCY = Pattern.compile("[a-z]{3}");

  public static Source of(Field field) {
    return new Source(field, "");
  }

  public static Source metadata(String key) {
    return new Source(Field.METADATA, key);
  }

  /** Reads a source name; empty where there is no such source. */
  public static Optional<Source> parse(String name) {
    if (name.startsWith(METADATA)) {
      String key = name.substring(METADATA.length());
      return key.isEmpty() ? Optional.empty() : Optional.of(metadata(key));
    }
    if (name.startsWith(TOTAL_SPENT)) {
      String currency = name.substring(TOTAL_SPENT.length()).toLowerCase(Locale.ROOT);
      return CURRENCY.matcher(currency).matches()
          ? Optional.of(new Source(Field.TOTAL_SPENT_IN, currency))
          : Optional.empty();
    }
    return Field.named(name)
        .filter(field -> field != Field.METADATA && field != Field.TOTAL_SPENT_IN)
        .map(Source::of);
  }

  /** The name as written in {@code spec.fieldMapping}. */
  public String name() {
    return switch (field) {
      case METADATA -> METADATA + key;
      case TOTAL_SPENT_IN -> TOTAL_SPENT + key;
      default -> field.sourceName();
    };
  }
}
