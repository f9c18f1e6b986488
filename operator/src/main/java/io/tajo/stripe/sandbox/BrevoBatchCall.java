package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.BrevoQuirk.UnknownInBatch;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** POST /v3/contacts/batch: updates of contacts that exist. */
final class BrevoBatchCall {
  private static final List<String> IDENTIFIERS = List.of("email", "id", "sms");

  private final BrevoContacts contacts;
  private final BrevoWriter writer;
  private final BrevoOptions options;

  BrevoBatchCall(BrevoContacts contacts, BrevoWriter writer, BrevoOptions options) {
    this.contacts = contacts;
    this.writer = writer;
    this.options = options;
  }

  BrevoAnswer update(BrevoCall call) {
    List<BrevoBody> entries = call.json().objects("contacts");
    if (entries.isEmpty()) {
      throw BrevoRefusal.missing("contacts is missing");
    }
    if (entries.size() > options.maxBatch()) {
      throw BrevoRefusal.invalid("At most " + options.maxBatch() + " contacts");
    }
    List<Optional<BrevoContact>> found = entries.stream().map(this::entry).toList();
    refuseUnknown(found);
    return write(entries, found, call.now());
  }

  private Optional<BrevoContact> entry(BrevoBody entry) {
    long identifiers = IDENTIFIERS.stream().filter(entry::has).count();
    if (identifiers != 1) {
      throw BrevoRefusal.invalid("Each contact needs exactly one of email, id and sms");
    }
    if (entry.has("id")) {
      return entry.number("id").flatMap(contacts::byId);
    }
    return entry
        .text("email")
        .map(email -> contacts.byEmail(writer.email(email)))
        .orElseGet(() -> entry.text("sms").flatMap(number -> contacts.byPhone("SMS", number)));
  }

  private void refuseUnknown(List<Optional<BrevoContact>> found) {
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i).isEmpty()) {
        unknown.add(Integer.toString(i));
      }
    }
    String message = "No contact found for indexes " + String.join(",", unknown);
    if (!unknown.isEmpty() && options.unknownInBatch() == UnknownInBatch.NOT_FOUND) {
      throw BrevoRefusal.notFound(message);
    }
    if (!unknown.isEmpty() && options.unknownInBatch() == UnknownInBatch.INVALID) {
      throw BrevoRefusal.invalid(message);
    }
  }

  /** All or nothing, except where partial success is this account's way. */
  private BrevoAnswer write(
      List<BrevoBody> entries, List<Optional<BrevoContact>> found, Instant now) {
    boolean partial = options.unknownInBatch() == UnknownInBatch.PARTIAL;
    Deque<Runnable> undo = new ArrayDeque<>();
    List<JsonNode> failures = new ArrayList<>();
    List<Long> successes = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      BrevoBody entry = entries.get(i);
      Optional<BrevoContact> before = found.get(i).flatMap(c -> contacts.byId(c.id));
      if (before.isEmpty()) {
        failures.add(identifier(entry));
        continue;
      }
      try {
        BrevoContact after = writer.update(before.get(), BrevoChange.of(entry, true), now);
        undo.push(() -> contacts.put(after, before.get()));
        successes.add(after.id);
      } catch (BrevoRefusal refusal) {
        if (!partial) {
          undo.forEach(Runnable::run);
          throw refusal;
        }
        failures.add(identifier(entry));
      }
    }
    return failures.isEmpty() || !partial
        ? BrevoAnswer.NO_CONTENT
        : partialAnswer(successes, failures);
  }

  private static JsonNode identifier(BrevoBody entry) {
    return IDENTIFIERS.stream()
        .filter(entry::has)
        .map(entry.json()::path)
        .findFirst()
        .orElse(BrevoJson.EMPTY);
  }

  private static BrevoAnswer partialAnswer(List<Long> successes, List<JsonNode> failures) {
    ObjectNode body = BrevoJson.MAPPER.createObjectNode();
    ArrayNode successIds = body.putArray("successIds");
    successes.forEach(successIds::add);
    ArrayNode failureIds = body.putArray("failureIds");
    failures.forEach(failureIds::add);
    return BrevoAnswer.of(207, body);
  }
}
