package io.tajo.stripe.contact;

import io.tajo.stripe.profile.Newest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The metadata keys that the default mapping shows; fixed by each full run, so that attributes do
 * not come and go between runs.
 *
 * @param chosen attribute (upper case, prefix included) by key, the commonest key first; at most 50
 * @param leftOut the other keys, the commonest first
 */
public record MetadataKeys(Map<String, String> chosen, List<String> leftOut) {
  public static final MetadataKeys NONE = new MetadataKeys(Map.of(), List.of());

  private static final int MOST = 50;

  /** Keeps the order of what it is given. */
  public MetadataKeys {
    chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
    leftOut = List.copyOf(leftOut);
  }

  /**
   * The 50 commonest keys, ties by the key's bytes. A key whose attribute is taken, or goes to a
   * commoner key, is left out and takes no place from another.
   *
   * @param customersByKey how many customers that make contacts have each key
   * @param taken attributes that may not be used, in upper case: mapped already, or not of Brevo's
   *     category "normal"; Brevo's own and the default mapping's names need not be given
   * @param prefix {@code spec.brevo.attributePrefix}
   */
  public static MetadataKeys choose(
      Map<String, Long> customersByKey, Set<String> taken, String prefix) {
    Set<String> names = new HashSet<>(taken);
    names.addAll(BuiltIn.NAMES);
    names.addAll(Mapping.defaultNames(prefix));
    Map<String, String> chosen = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    for (String key : commonestFirst(customersByKey)) {
      String attribute = attribute(prefix, key);
      if (!key.isEmpty() && chosen.size() < MOST && names.add(attribute)) {
        chosen.put(key, attribute);
      } else {
        leftOut.add(key);
      }
    }
    return new MetadataKeys(chosen, leftOut);
  }

  private static List<String> commonestFirst(Map<String, Long> customersByKey) {
    return customersByKey.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey(Newest.BY_BYTES)))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String attribute(String prefix, String key) {
    StringBuilder name = new StringBuilder(Mapping.prefix(prefix));
    key.toUpperCase(Locale.ROOT)
        .codePoints()
        .forEach(character -> name.append(isNameCharacter(character) ? (char) character : '_'));
    return name.toString();
  }

  private static boolean isNameCharacter(int character) {
    return (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9');
  }
}
