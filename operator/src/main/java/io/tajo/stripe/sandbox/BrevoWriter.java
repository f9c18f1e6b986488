package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.sandbox.BrevoAttribute.Category;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings a change into a contact as Brevo does, for every endpoint that writes contacts: wrong
 * types and unknown attributes are dropped without a word, numbers are checked, identifiers stay
 * unique.
 */
final class BrevoWriter {
  private final BrevoContacts contacts;
  private final BrevoAttributes attributes;
  private final Predicate<Long> listExists;
  private final BrevoOptions options;

  BrevoWriter(
      BrevoContacts contacts,
      BrevoAttributes attributes,
      Predicate<Long> listExists,
      BrevoOptions options) {
    this.contacts = contacts;
    this.attributes = attributes;
    this.listExists = listExists;
    this.options = options;
  }

  /** The address as it is stored, or a refusal. */
  String email(String text) {
    return acceptable(text).orElseThrow(() -> BrevoRefusal.invalid("Invalid email address"));
  }

  /** The address as it is stored; empty: refused. */
  Optional<String> acceptable(String text) {
    return BrevoEmail.stored(text).filter(email -> !options.refusedEmails().test(email));
  }

  BrevoContact create(String email, BrevoChange change, Instant now) {
    SortedMap<String, JsonNode> values = merged(new TreeMap<>(), change.attributes());
    BrevoContact contact =
        new BrevoContact(
            contacts.nextId(),
            email,
            values,
            lists(new TreeSet<>(), change),
            change.emailBlacklisted().orElse(false),
            change.smsBlacklisted().orElse(false),
            now.toEpochMilli(),
            now.toEpochMilli());
    refuseDuplicates(null, contact);
    contacts.put(null, contact);
    return contact;
  }

  BrevoContact update(BrevoContact old, BrevoChange change, Instant now) {
    SortedMap<String, JsonNode> values = merged(old.attributes(), change.attributes());
    String email = newEmail(old, change);
    boolean renamed = !email.equals(old.email);
    BrevoContact contact =
        new BrevoContact(
            old.id,
            email,
            values,
            lists(old.lists(), change),
            emailBlacklisted(old, change, renamed),
            change.smsBlacklisted().orElse(old.smsBlacklisted),
            old.created,
            now.toEpochMilli());
    refuseDuplicates(old, contact);
    contacts.put(old, contact);
    return contact;
  }

  /** "If a blocklisted contact's email address is updated, [they] will be resubscribed". */
  private boolean emailBlacklisted(BrevoContact old, BrevoChange change, boolean renamed) {
    if (renamed && old.emailBlacklisted) {
      return options.has(BrevoQuirk.REASSERTED_BLOCKLIST_KEPT)
          && change.emailBlacklisted().orElse(false);
    }
    return change.emailBlacklisted().orElse(old.emailBlacklisted);
  }

  private String newEmail(BrevoContact old, BrevoChange change) {
    JsonNode email = change.attributes().get("EMAIL");
    return email == null || email.isNull() ? old.email : email(email.asText());
  }

  private SortedMap<String, JsonNode> merged(
      SortedMap<String, JsonNode> values, Map<String, JsonNode> changes) {
    for (Map.Entry<String, JsonNode> change : changes.entrySet()) {
      String name = change.getKey();
      JsonNode value = change.getValue();
      Optional<BrevoAttribute> attribute = attributes.find(name);
      if (attribute.isEmpty() || value.isNull()) {
        continue;
      }
      if (!attribute.get().writable()) {
        refuseTransactionalWithoutKey(attribute.get());
      } else if (value.equals(BrevoJson.EMPTY)) {
        values.remove(name);
      } else if (isPhone(name)) {
        values.put(name, phone(value));
      } else {
        attribute.get().stored(value).ifPresent(stored -> values.put(name, stored));
      }
    }
    return values;
  }

  /** See APIv3-php-library#102. */
  private void refuseTransactionalWithoutKey(BrevoAttribute attribute) {
    if (attribute.category() == Category.TRANSACTIONAL && !attributes.hasTransactionalKey()) {
      throw BrevoRefusal.invalid("Transactional attribute as primary Key is missing");
    }
  }

  static boolean isPhone(String name) {
    return !name.equals("EXT_ID") && BrevoContact.IDENTIFIERS.contains(name);
  }

  private static JsonNode phone(JsonNode value) {
    return BrevoPhone.stored(value.asText())
        .map(TextNode::valueOf)
        .orElseThrow(() -> BrevoRefusal.invalid("Invalid phone number"));
  }

  private SortedSet<Long> lists(SortedSet<Long> before, BrevoChange change) {
    refuseUnknownLists(change.link());
    refuseUnknownLists(change.unlink());
    before.addAll(change.link());
    before.removeAll(change.unlink());
    return before;
  }

  void refuseUnknownLists(SortedSet<Long> lists) {
    if (!lists.stream().allMatch(listExists)) {
      throw BrevoRefusal.invalid("List ID does not exist");
    }
  }

  private void refuseDuplicates(@Nullable BrevoContact old, BrevoContact contact) {
    List<String> duplicates = new ArrayList<>();
    long id = contact.id;
    if (contacts.byEmail(contact.email).filter(other -> other.id != id).isPresent()) {
      duplicates.add("email");
    }
    for (String key : contact.keys()) {
      if (contacts.byKey(key).filter(other -> other.id != id).isPresent()) {
        duplicates.add(key.substring(0, key.indexOf(':')));
      }
    }
    if (!duplicates.isEmpty()) {
      boolean creating = old == null;
      boolean duplicate = creating || options.has(BrevoQuirk.UPDATE_CONFLICT_IS_DUPLICATE);
      throw BrevoRefusal.duplicates(
          duplicate ? "duplicate_parameter" : "invalid_parameter", creating, duplicates);
    }
  }
}
