package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.brevo.BrevoContact;
import io.tajo.stripe.contact.Diff;
import io.tajo.stripe.contact.Written;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what an import sent with what Brevo then holds. An import answers before it has worked,
 * creates only, and says of its rows no more than counts: what arrived is known by reading back.
 */
final class Arrival {
  private static final int DAY = "yyyy-MM-dd".length();

  private Arrival() {}

  /** What Brevo really holds of what was sent; numbers that did not arrive are withheld. */
  static Written of(Written sent, BrevoContact found) {
    SortedMap<String, JsonNode> attributes = new TreeMap<>(sent.attributes());
    attributes
        .entrySet()
        .removeIf(entry ->
            !SingleWrite.NUMBERS.contains(entry.getKey())
                && !same(entry.getValue(), found.attributes().get(entry.getKey())));
    SortedSet<Long> lists = new TreeSet<>(sent.lists());
    lists.retainAll(found.listIds());
    Written arrived =
        new Written(
            sent.address(),
            sent.customers(),
            attributes,
            lists,
            sent.blocklisted() && found.emailBlacklisted() && found.smsBlacklisted(),
            sent.withheld(),
            sent.rejection(),
            sent.nextChange());
    for (String number : SingleWrite.NUMBERS) {
      JsonNode value = sent.attributes().get(number);
      if (value != null && !sameDigits(value, found.attributes().get(number))) {
        arrived = Diff.withheld(arrived, number);
      }
    }
    return arrived;
  }

  static boolean same(JsonNode sent, @Nullable JsonNode found) {
    if (found == null || found.isNull()) {
      return false;
    }
    if (sent.isNumber()) {
      return number(found) != null && sent.decimalValue().compareTo(number(found)) == 0;
    }
    if (sent.isArray()) {
      return texts(sent).equals(texts(found));
    }
    String text = sent.asText();
    String there = found.asText();
    return text.equals(there)
        || (text.length() == DAY && there.startsWith(text + "T"))
        || text.strip().equals(there.strip());
  }

  private static @Nullable BigDecimal number(JsonNode node) {
    try {
      return new BigDecimal(node.asText());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static Set<String> texts(JsonNode node) {
    Set<String> texts = new HashSet<>();
    if (node.isArray()) {
      node.forEach(element -> texts.add(element.asText()));
    } else {
      for (String text : node.asText().split(",", -1)) {
        texts.add(text.strip());
      }
    }
    return texts;
  }

  private static boolean sameDigits(JsonNode sent, @Nullable JsonNode found) {
    return found != null && digits(sent.asText()).equals(digits(found.asText()));
  }

  private static String digits(String number) {
    return number.replaceAll("[^0-9]", "");
  }
}
