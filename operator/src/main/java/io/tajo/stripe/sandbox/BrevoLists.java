package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The lists of an account, all in its one folder: /v3/contacts/lists. */
final class BrevoLists {
  private static final long FOLDER = 1;
  private static final int PAGE = 10;
  private static final int MAX_PAGE = 50;
  private static final int MEMBERS_PAGE = 50;
  private static final int MAX_MEMBERS_PAGE = 500;
  private static final int MAX_CHANGES = 150;
  private static final List<String> IDENTIFIERS = List.of("emails", "ids", "extIds");

  private final SortedMap<Long, String> names;
  private final BrevoContacts contacts;
  private final Instant created;

  BrevoLists(SortedMap<Long, String> names, BrevoContacts contacts, Instant created) {
    this.names = new TreeMap<>(names);
    this.contacts = contacts;
    this.created = created;
  }

  boolean exists(long list) {
    return names.containsKey(list);
  }

  /** A new list of the name that the body has under a key; answers its id. */
  long create(BrevoBody body, String nameKey) {
    String name = body.text(nameKey).orElseThrow(() -> BrevoRefusal.missing("name is missing"));
    long folder =
        body.number("folderId").orElseThrow(() -> BrevoRefusal.missing("folderId is missing"));
    if (folder != FOLDER) {
      throw BrevoRefusal.invalid("Folder ID does not exist");
    }
    if (name.isBlank() || names.containsValue(name)) {
      throw BrevoRefusal.invalid("List name is empty or taken");
    }
    long id = names.isEmpty() ? 1 : names.lastKey() + 1;
    names.put(id, name);
    return id;
  }

  BrevoAnswer create(BrevoCall call) {
    long id = create(call.json(), "name");
    return BrevoAnswer.of(201, BrevoJson.MAPPER.createObjectNode().put("id", id));
  }

  BrevoAnswer page(BrevoCall call) {
    int limit = call.limit(PAGE, MAX_PAGE);
    List<Long> ids = new ArrayList<>(names.keySet());
    if (call.descending()) {
      Collections.reverse(ids);
    }
    List<Long> page = ids.stream().skip(call.offset()).limit(limit).toList();
    return BrevoAnswer.of(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("lists");
          for (long id : page) {
            write(id, false, json);
          }
          json.writeEndArray();
          json.writeNumberField("count", ids.size());
          json.writeEndObject();
        });
  }

  BrevoAnswer get(BrevoCall call) {
    long id = existing(call);
    return BrevoAnswer.of(200, json -> write(id, true, json));
  }

  private void write(long id, boolean detailed, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", id);
    json.writeStringField("name", names.getOrDefault(id, ""));
    json.writeNumberField("folderId", FOLDER);
    json.writeNumberField("uniqueSubscribers", contacts.stream().filter(c -> c.isIn(id)).count());
    // "We're dropping support … The default value for the attributes will be 0."
    json.writeNumberField("totalSubscribers", 0);
    json.writeNumberField("totalBlacklisted", 0);
    if (detailed) {
      json.writeStringField("createdAt", BrevoJson.time(created.toEpochMilli()));
      json.writeBooleanField("dynamicList", false);
    }
    json.writeEndObject();
  }

  BrevoAnswer delete(BrevoCall call) {
    long id = existing(call);
    names.remove(id);
    contacts.stream()
        .filter(contact -> contact.isIn(id))
        .toList()
        .forEach(
            contact -> contacts.put(contact, contact.in(without(contact, id), contact.modified)));
    return BrevoAnswer.NO_CONTENT;
  }

  BrevoAnswer members(BrevoCall call) {
    long id = existing(call);
    Optional<Instant> since = call.since("modifiedSince");
    Predicate<BrevoContact> filter =
        contact ->
            contact.isIn(id)
                && since.map(instant -> contact.modified > instant.toEpochMilli()).orElse(true);
    int limit = call.limit(MEMBERS_PAGE, MAX_MEMBERS_PAGE);
    return BrevoContactCalls.page(contacts.page(filter, call.offset(), limit, call.descending()));
  }

  BrevoAnswer add(BrevoCall call) {
    return change(call, true);
  }

  BrevoAnswer remove(BrevoCall call) {
    return change(call, false);
  }

  private BrevoAnswer change(BrevoCall call, boolean add) {
    long id = existing(call);
    BrevoBody body = call.json();
    if (body.flag("all").orElse(false)) {
      throw BrevoRefusal.notSimulated("the removal of all contacts");
    }
    List<String> given = IDENTIFIERS.stream().filter(body::has).toList();
    if (given.size() != 1) {
      throw BrevoRefusal.missing("Exactly one of emails, ids and extIds is needed");
    }
    List<JsonNode> members = body.array(given.getFirst());
    if (members.isEmpty() || members.size() > MAX_CHANGES) {
      throw BrevoRefusal.invalid("Between 1 and 150 contacts can be passed");
    }
    List<JsonNode> successes = new ArrayList<>();
    List<JsonNode> failures = new ArrayList<>();
    for (JsonNode member : members) {
      boolean changed = change(find(given.getFirst(), member), id, add, call.now());
      (changed ? successes : failures).add(member);
    }
    if (successes.isEmpty()) {
      throw BrevoRefusal.invalid(
          add
              ? "Contact already in list and/or does not exist"
              : "Contact already removed from list and/or does not exist");
    }
    return changes(successes, failures);
  }

  private static BrevoAnswer changes(List<JsonNode> successes, List<JsonNode> failures) {
    return BrevoAnswer.of(
        201,
        json ->
            json.writePOJO(Map.of("contacts", Map.of("success", successes, "failure", failures))));
  }

  private Optional<BrevoContact> find(String identifiers, JsonNode member) {
    return switch (identifiers) {
      case "emails" -> BrevoEmail.stored(member.asText()).flatMap(contacts::byEmail);
      case "ids" -> BrevoCall.number(member.asText()).flatMap(contacts::byId);
      default -> contacts.byKey(BrevoContact.key("EXT_ID", member.asText()));
    };
  }

  private boolean change(Optional<BrevoContact> found, long list, boolean add, Instant now) {
    if (found.isEmpty() || found.get().isIn(list) == add) {
      return false;
    }
    BrevoContact contact = found.get();
    SortedSet<Long> lists = without(contact, list);
    if (add) {
      lists.add(list);
    }
    contacts.put(contact, contact.in(lists, now.toEpochMilli()));
    return true;
  }

  private static SortedSet<Long> without(BrevoContact contact, long list) {
    SortedSet<Long> lists = contact.lists();
    lists.remove(list);
    return lists;
  }

  private long existing(BrevoCall call) {
    long id = call.id(3);
    if (!exists(id)) {
      throw BrevoRefusal.notFound("List ID does not exist");
    }
    return id;
  }
}
