package io.tajo.stripe.brevo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What came of one call that updates many contacts. */
public sealed interface BatchResult {
  /** All were updated. */
  record Done() implements BatchResult {}

  /**
   * All were updated but those that Brevo names. Repeat these one by one.
   *
   * @param emails of those that it names by e-mail
   * @param ids of those that it names by its own id
   */
  record Partly(SortedSet<String> emails, SortedSet<Long> ids) implements BatchResult {}

  /** Some may not have been updated, and Brevo does not say which. Repeat all one by one. */
  record Unclear() implements BatchResult {}

  /**
   * Brevo took none of them, because of some.
   *
   * @param suspects e-mails of those that it names, by their place in the call: write these one by
   *     one and the others as a batch again; none: it does not say whose fault it is
   */
  record Refused(BrevoFailure why, List<String> suspects) implements BatchResult {}

  /** Reads a 2xx answer: nothing, or {@code successIds} and {@code failureIds}. */
  static BatchResult of(int status, JsonNode body) {
    JsonNode failures = body.path("failureIds");
    if (!failures.isArray()) {
      return status == 207 ? new Unclear() : new Done();
    }
    SortedSet<String> emails = new TreeSet<>();
    SortedSet<Long> ids = new TreeSet<>();
    for (JsonNode failure : failures) {
      String text = failure.path("email").asText(failure.asText(""));
      JsonNode id = failure.isObject() ? failure.path("id") : failure;
      if (text.contains("@")) {
        emails.add(text);
      } else if (id.asLong(0) > 0) {
        ids.add(id.asLong());
      } else {
        return new Unclear();
      }
    }
    return failures.isEmpty() ? new Done() : new Partly(emails, ids);
  }

  /** Brevo names the contacts at fault by their index, and whether it counts from 0 is not told. */
  static BatchResult refused(BrevoFailure why, List<ContactUpdate> updates) {
    List<String> suspects =
        why.refusal().indexes().stream()
            .filter(index -> index < updates.size())
            .map(index -> updates.get(index).email())
            .collect(Collectors.toCollection(ArrayList::new));
    return new Refused(why, List.copyOf(suspects));
  }
}
