package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tajo.stripe.sandbox.BrevoSandbox.ImportOutcome;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Writes the rows of one import: what is wrong with a row leaves out the row or the value, and
 * never ends the import.
 */
final class BrevoImportRows {
  private final BrevoContacts contacts;
  private final BrevoWriter writer;
  private final BrevoOptions options;
  private final BrevoBody body;
  private final Instant now;
  private final SortedSet<Long> lists;
  private final boolean updates;
  private final boolean empties;
  private final boolean emailBlacklist;
  private final boolean smsBlacklist;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Integer> conflicts = new TreeMap<>();
  private int invalidEmails;
  private int repeatedEmails;

  /**
   * How many rows had something wrong.
   *
   * @param repeatedEmails rows whose address an earlier row has
   * @param conflicts rows whose identifier another contact has, by the attribute's name
   */
  record Result(int invalidEmails, int repeatedEmails, Map<String, Integer> conflicts) {}

  BrevoImportRows(
      BrevoContacts contacts,
      BrevoWriter writer,
      BrevoOptions options,
      BrevoBody body,
      SortedSet<Long> lists,
      Instant now) {
    this.contacts = contacts;
    this.writer = writer;
    this.options = options;
    this.body = body;
    this.now = now;
    this.lists = lists;
    this.updates = body.flag("updateExistingContacts").orElse(true);
    this.empties = updates && body.flag("emptyContactsAttributes").orElse(false);
    this.emailBlacklist = body.flag("emailBlacklist").orElse(false);
    this.smsBlacklist = body.flag("smsBlacklist").orElse(false);
  }

  /** Refuses flags of the wrong type while there is still somebody to tell. */
  static void checkFlags(BrevoBody body) {
    for (String flag :
        Set.of(
            "updateExistingContacts",
            "emptyContactsAttributes",
            "emailBlacklist",
            "smsBlacklist",
            "disableNotification")) {
      body.flag(flag);
    }
  }

  Result write(ImportOutcome outcome) {
    for (BrevoBody row : body.objects("jsonBody")) {
      String text = row.json().path("email").asText("");
      if (reached(outcome, text)) {
        writer.acceptable(text).ifPresentOrElse(email -> write(email, row), () -> invalidEmails++);
      }
    }
    return new Result(invalidEmails, repeatedEmails, conflicts);
  }

  private boolean reached(ImportOutcome outcome, String email) {
    return switch (outcome) {
      case COMPLETED -> true;
      case FAILED_HALFWAY -> (Long.hashCode(options.seed() * 31 + email.hashCode()) & 1) == 0;
      case FAILED, CANCELLED, STUCK -> false;
    };
  }

  private void write(String email, BrevoBody row) {
    if (!seen.add(email)) {
      repeatedEmails++;
    }
    Optional<BrevoContact> existing = contacts.byEmail(email);
    if (existing.isPresent() && !updates) {
      return;
    }
    BrevoChange change = change(row, existing.isPresent());
    try {
      write(email, existing, change);
    } catch (BrevoRefusal refusal) {
      refusal.duplicates().forEach(name -> conflicts.merge(name, 1, Integer::sum));
      if (options.has(BrevoQuirk.IMPORT_DROPS_NUMBER_ONLY)) {
        change.attributes().keySet().removeAll(refusal.duplicates());
        write(email, existing, change);
      }
    }
  }

  private void write(String email, Optional<BrevoContact> existing, BrevoChange change) {
    if (existing.isPresent()) {
      writer.update(existing.get(), change, now);
    } else {
      writer.create(email, change, now);
    }
  }

  private BrevoChange change(BrevoBody row, boolean exists) {
    boolean keepsFlags = exists && options.has(BrevoQuirk.IMPORT_KEEPS_BLOCKLIST);
    return new BrevoChange(
        attributes(row),
        lists,
        Collections.emptySortedSet(),
        keepsFlags ? Optional.empty() : Optional.of(emailBlacklist),
        keepsFlags ? Optional.empty() : Optional.of(smsBlacklist));
  }

  private Map<String, JsonNode> attributes(BrevoBody row) {
    Map<String, JsonNode> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : row.json().path("attributes").properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      boolean clears = value.equals(BrevoJson.EMPTY);
      boolean badPhone =
          BrevoWriter.isPhone(name) && !clears && BrevoPhone.stored(value.asText()).isEmpty();
      if (!name.equals("EMAIL") && !badPhone && (!clears || empties)) {
        attributes.put(name, value);
      }
    }
    return attributes;
  }
}
