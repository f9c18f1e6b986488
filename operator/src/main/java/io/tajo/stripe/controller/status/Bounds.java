package io.tajo.stripe.controller.status;

import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What fits into a status, as the definitions of the resources say: an API server takes nothing of
 * a status of which one part is too large. Lists and maps lose their last entries.
 */
public final class Bounds {
  private static final int MESSAGE = 32_768;
  private static final int NAME = 253;
  private static final int WORD = 63;
  private static final int CHECKS = 100;
  private static final int LEFT_OUT = 1_000;
  private static final int REASONS = 100;
  private static final int VALUES = 2_000;
  private static final int RESOURCES = 50;

  private Bounds() {}

  /** A message of a run or a check. */
  public static String message(String text) {
    return cut(text, MESSAGE);
  }

  /** At most so many UTF-16 units, and no half character. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
  }

  static @Nullable List<Check> checks(@Nullable List<Check> checks) {
    return checks == null
        ? null
        : checks.stream()
            .limit(CHECKS)
            .map(check ->
                new Check(
                    cut(check.name(), NAME),
                    check.status(),
                    check.message() == null ? null : message(check.message())))
            .toList();
  }

  /** Objects that do not count, for want of a rate. */
  public static @Nullable List<LeftOut> leftOut(@Nullable List<LeftOut> leftOut) {
    return leftOut == null
        ? null
        : leftOut.stream()
            .limit(LEFT_OUT)
            .map(it -> new LeftOut(cut(it.kind(), WORD), cut(it.currency(), WORD), it.count()))
            .toList();
  }

  /** What a run did to contacts. */
  public static @Nullable Contacts contacts(@Nullable Contacts contacts) {
    return contacts == null
        ? null
        : new Contacts(
            contacts.created(),
            contacts.updated(),
            contacts.unchanged(),
            contacts.removed(),
            first(contacts.skipped(), REASONS),
            contacts.rejected(),
            first(contacts.leftOut(), VALUES),
            contacts.drifted());
  }

  /** What a run has read, by resource. */
  public static @Nullable SortedMap<String, Long> read(@Nullable SortedMap<String, Long> read) {
    return read == null ? null : first(read, RESOURCES);
  }

  private static SortedMap<String, Long> first(SortedMap<String, Long> map, int most) {
    return map.size() <= most
        ? map
        : map.entrySet().stream()
            .limit(most)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
  }
}
