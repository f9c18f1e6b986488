package io.tajo.stripe.sandbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** /v3/contacts and its contacts. */
final class BrevoContactCalls {
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 1000;
  private static final int MAX_IDS = 20;
  private static final Pattern FILTER = Pattern.compile("equals\\(([A-Z0-9_-]+),\"(.*)\"\\)");

  private final BrevoContacts contacts;
  private final BrevoWriter writer;

  BrevoContactCalls(BrevoContacts contacts, BrevoWriter writer) {
    this.contacts = contacts;
    this.writer = writer;
  }

  BrevoAnswer page(BrevoCall call) {
    if (call.parameter("segmentId").isPresent()) {
      throw BrevoRefusal.notSimulated("segments");
    }
    List<Predicate<BrevoContact>> filters = filters(call);
    int limit = call.limit(PAGE, MAX_PAGE);
    return page(
        filters.isEmpty()
            ? contacts.page(call.offset(), limit, call.descending())
            : contacts.page(
                contact -> filters.stream().allMatch(filter -> filter.test(contact)),
                call.offset(),
                limit,
                call.descending()));
  }

  static BrevoAnswer page(BrevoContacts.Page page) {
    return BrevoAnswer.of(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("contacts");
          for (BrevoContact contact : page.contacts()) {
            contact.writeTo(json);
          }
          json.writeEndArray();
          json.writeNumberField("count", page.count());
          json.writeEndObject();
        });
  }

  private static List<Predicate<BrevoContact>> filters(BrevoCall call) {
    List<Predicate<BrevoContact>> filters = new ArrayList<>();
    call.since("modifiedSince")
        .ifPresent(since -> filters.add(c -> c.modified > since.toEpochMilli()));
    call.since("createdSince")
        .ifPresent(since -> filters.add(c -> c.created > since.toEpochMilli()));
    Set<Long> lists = ids(call.all("listIds"), Integer.MAX_VALUE);
    if (!lists.isEmpty()) {
      filters.add(contact -> lists.stream().anyMatch(contact::isIn));
    }
    Set<Long> ids = ids(call.all("ids"), MAX_IDS);
    if (!ids.isEmpty()) {
      filters.add(contact -> ids.contains(contact.id));
    }
    call.parameter("filter").map(BrevoContactCalls::equality).ifPresent(filters::add);
    return filters;
  }

  /** Repeated parameters, or one with commas. */
  private static Set<Long> ids(List<String> texts, int most) {
    Set<Long> ids = new HashSet<>();
    for (String text : texts) {
      for (String id : text.split(",", -1)) {
        ids.add(BrevoCall.number(id).orElseThrow(() -> BrevoRefusal.invalid("Invalid id")));
      }
    }
    if (ids.size() > most) {
      throw BrevoRefusal.invalid("At most " + most + " ids");
    }
    return ids;
  }

  private static Predicate<BrevoContact> equality(String filter) {
    Matcher equality = FILTER.matcher(filter);
    if (!equality.matches()) {
      throw BrevoRefusal.invalid("Invalid filter");
    }
    String name = equality.group(1);
    String value = equality.group(2);
    return contact ->
        Optional.ofNullable(contact.attributes().get(name))
            .filter(has -> has.asText().equals(value))
            .isPresent();
  }

  BrevoAnswer get(BrevoCall call) {
    BrevoContact contact = identified(call);
    return BrevoAnswer.of(200, contact::writeTo);
  }

  BrevoAnswer delete(BrevoCall call) {
    contacts.remove(identified(call));
    return BrevoAnswer.NO_CONTENT;
  }

  BrevoAnswer update(BrevoCall call) {
    BrevoContact contact = identified(call);
    BrevoBody body = call.json();
    refuseForcedMerge(body);
    writer.update(contact, BrevoChange.of(body, true), call.now());
    return BrevoAnswer.NO_CONTENT;
  }

  private static void refuseForcedMerge(BrevoBody body) {
    if (body.flag("forceMerge").orElse(false)) {
      throw BrevoRefusal.notSimulated("forceMerge");
    }
  }

  private BrevoContact identified(BrevoCall call) {
    String identifier = call.segment(2);
    String type =
        call.parameter("identifierType")
            .orElse(BrevoCall.number(identifier).isPresent() ? "contact_id" : "email_id");
    Optional<BrevoContact> contact =
        switch (type) {
          case "email_id" -> contacts.byEmail(writer.email(identifier));
          case "contact_id" -> contacts.byId(call.id(2));
          case "ext_id" -> contacts.byKey(BrevoContact.key("EXT_ID", identifier));
          case "phone_id" -> contacts.byPhone("SMS", identifier);
          case "whatsapp_id" -> contacts.byPhone("WHATSAPP", identifier);
          case "landline_number_id" -> contacts.byPhone("LANDLINE_NUMBER", identifier);
          default -> throw BrevoRefusal.invalid("Invalid identifierType");
        };
    return contact.orElseThrow(() -> BrevoRefusal.notFound("Contact does not exist"));
  }

  BrevoAnswer create(BrevoCall call) {
    BrevoBody body = call.json();
    refuseForcedMerge(body);
    BrevoChange change = BrevoChange.of(body, false);
    String email = body.text("email").map(writer::email).orElse("");
    boolean updates = body.flag("updateEnabled").orElse(false);
    if (email.isEmpty()
        && !change.attributes().containsKey("SMS")
        && !change.attributes().containsKey("EXT_ID")) {
      throw BrevoRefusal.missing("Please provide Email or SMS attribute value to create user");
    }
    Optional<BrevoContact> existing = updates ? sought(email, change) : Optional.empty();
    if (existing.isPresent()) {
      writer.update(existing.get(), change, call.now());
      return BrevoAnswer.NO_CONTENT;
    }
    long id = writer.create(email, change, call.now()).id;
    return BrevoAnswer.of(201, BrevoJson.MAPPER.createObjectNode().put("id", id));
  }

  private Optional<BrevoContact> sought(String email, BrevoChange change) {
    if (!email.isEmpty()) {
      return contacts.byEmail(email);
    }
    return Optional.ofNullable(change.attributes().get("EXT_ID"))
        .flatMap(id -> contacts.byKey(BrevoContact.key("EXT_ID", id.asText())))
        .or(() ->
            Optional.ofNullable(change.attributes().get("SMS"))
                .flatMap(number -> contacts.byPhone("SMS", number.asText())));
  }
}
