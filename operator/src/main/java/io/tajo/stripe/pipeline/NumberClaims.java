package io.tajo.stripe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.ledger.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a phone number with one contact: the others go without, counted, instead of having Brevo
 * refuse whole calls for them.
 */
final class NumberClaims {
  private final Numbers numbers;
  private final Tally tally;

  NumberClaims(Numbers numbers, Tally tally) {
    this.numbers = numbers;
    this.tally = tally;
  }

  /** The same contacts, without the numbers that others hold. */
  List<Planned> settled(List<Planned> some) {
    List<Planned> settled = some;
    for (String attribute : SingleWrite.NUMBERS) {
      settled = settled(attribute, settled);
    }
    return settled;
  }

  private List<Planned> settled(String attribute, List<Planned> some) {
    Map<String, String> wanted = new HashMap<>();
    for (Planned planned : some) {
      String number = number(planned.change().attributes().get(attribute));
      if (!number.isEmpty()) {
        wanted.put(planned.address(), number);
      }
    }
    if (wanted.isEmpty()) {
      return some;
    }
    Map<String, String> holders = numbers.claim(attribute, wanted);
    List<Planned> settled = new ArrayList<>(some.size());
    for (Planned planned : some) {
      String number = wanted.get(planned.address());
      if (number == null || planned.address().equals(holders.get(number))) {
        settled.add(planned);
      } else {
        tally.refused(attribute);
        settled.add(planned.without(attribute));
      }
    }
    return settled;
  }

  private static String number(@Nullable JsonNode value) {
    return value == null ? "" : value.asText();
  }
}
