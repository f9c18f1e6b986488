package io.tajo.stripe.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Custom events: /v3/events. Those whose contact is unknown are taken, but not found again. */
final class BrevoEvents {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");
  private static final int MAX_KEY = 255;
  private static final int MAX_PROPERTIES = 50_000;
  private static final int MAX_BATCH = 200;
  private static final int MAX_BATCH_BYTES = 512_000;
  private static final int PAGE = 100;
  private static final int MAX_PAGE = 10_000;
  private static final int KEPT_MONTHS = 6;

  private final BrevoContacts contacts;
  private final BrevoWriter writer;
  private final List<StoredEvent> events = new ArrayList<>();

  BrevoEvents(BrevoContacts contacts, BrevoWriter writer) {
    this.contacts = contacts;
    this.writer = writer;
  }

  /** In the order in which they came. */
  List<StoredEvent> all() {
    return List.copyOf(events);
  }

  BrevoAnswer create(BrevoCall call) {
    record(event(call.json(), call.now()), call.now());
    return BrevoAnswer.NO_CONTENT;
  }

  /** A checked event and the properties that it writes to its contact. */
  private record Checked(StoredEvent event, BrevoBody body) {}

  private Checked event(BrevoBody body, Instant now) {
    String name =
        body.text("event_name").orElseThrow(() -> BrevoRefusal.missing("event_name is missing"));
    if (!NAME.matcher(name).matches()) {
      throw BrevoRefusal.invalid("event_name has up to 255 letters, digits, - and _");
    }
    BrevoBody identifiers =
        body.object("identifiers")
            .orElseThrow(() -> BrevoRefusal.missing("identifiers is missing"));
    ObjectNode properties =
        body.object("event_properties")
            .map(BrevoBody::json)
            .orElseGet(BrevoJson.MAPPER::createObjectNode);
    refuseBadProperties(properties);
    body.object("contact_properties");
    Instant date = body.text("event_date").map(BrevoEvents::instant).orElse(now);
    Optional<BrevoContact> contact = contact(identifiers);
    return new Checked(
        new StoredEvent(
            name,
            date,
            contact.map(c -> c.id).orElse(0L),
            contact.map(c -> c.email).orElse(""),
            properties),
        body);
  }

  private static void refuseBadProperties(ObjectNode properties) {
    for (var property : properties.properties()) {
      if (property.getKey().length() > MAX_KEY) {
        throw BrevoRefusal.invalid("Keys of event_properties have at most 255 characters");
      }
    }
    if (properties.toString().length() > MAX_PROPERTIES) {
      throw BrevoRefusal.invalid("event_properties has at most 50 KB");
    }
  }

  private static Instant instant(String text) {
    try {
      return text.length() == "2026-11-23".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw BrevoRefusal.invalid("Invalid date");
    }
  }

  private Optional<BrevoContact> contact(BrevoBody identifiers) {
    List<Optional<BrevoContact>> given = new ArrayList<>();
    identifiers.number("contact_id").ifPresent(id -> given.add(contacts.byId(id)));
    identifiers
        .text("email_id")
        .ifPresent(email -> given.add(contacts.byEmail(writer.email(email))));
    identifiers
        .text("ext_id")
        .ifPresent(id -> given.add(contacts.byKey(BrevoContact.key("EXT_ID", id))));
    identifiers.text("phone_id").ifPresent(number -> given.add(contacts.byPhone("SMS", number)));
    identifiers
        .text("whatsapp_id")
        .ifPresent(number -> given.add(contacts.byPhone("WHATSAPP", number)));
    identifiers
        .text("landline_number_id")
        .ifPresent(number -> given.add(contacts.byPhone("LANDLINE_NUMBER", number)));
    return given.stream()
        .findFirst()
        .orElseThrow(() -> BrevoRefusal.missing("At least one identifier is required"));
  }

  private void record(Checked checked, Instant now) {
    events.add(checked.event());
    Optional<BrevoContact> contact = contacts.byId(checked.event().contact());
    Optional<BrevoBody> properties = checked.body().object("contact_properties");
    if (contact.isPresent() && properties.isPresent()) {
      ObjectNode change = BrevoJson.MAPPER.createObjectNode();
      change.set("attributes", properties.get().json());
      try {
        writer.update(contact.get(), BrevoChange.of(new BrevoBody(change), false), now);
      } catch (BrevoRefusal ignored) {
        // The event is taken all the same.
      }
    }
  }

  BrevoAnswer createAll(BrevoCall call) {
    if (call.bodyLength() > MAX_BATCH_BYTES) {
      throw BrevoRefusal.invalid("A batch has at most 512 KB");
    }
    List<BrevoBody> bodies = call.json().objects("events");
    if (bodies.isEmpty() || bodies.size() > MAX_BATCH) {
      throw BrevoRefusal.invalid("A batch has between 1 and 200 events");
    }
    ObjectNode answer = BrevoJson.MAPPER.createObjectNode();
    int taken = 0;
    for (int i = 0; i < bodies.size(); i++) {
      try {
        record(event(bodies.get(i), call.now()), call.now());
        taken++;
      } catch (BrevoRefusal refusal) {
        ObjectNode error = answer.withArray("errors").addObject();
        error.putArray("eventIndex").add(i);
        error.put("message", refusal.text());
      }
    }
    if (taken == bodies.size()) {
      return BrevoAnswer.of(202, answer.put("message", "Events queued").put("count", taken));
    }
    answer.put("status", taken == 0 ? "failed" : "partial_success");
    answer.put("total_events", bodies.size()).put("successful_events", taken);
    return BrevoAnswer.of(
        taken == 0 ? 400 : 207, answer.put("failed_events", bodies.size() - taken));
  }

  BrevoAnswer page(BrevoCall call) {
    Predicate<StoredEvent> filter = filter(call);
    int limit = call.limit(PAGE, MAX_PAGE);
    List<StoredEvent> found = new ArrayList<>(events.stream().filter(filter).toList());
    found.sort(Comparator.comparing(StoredEvent::date));
    Collections.reverse(found);
    ObjectNode answer = BrevoJson.MAPPER.createObjectNode();
    answer.put("count", found.size());
    answer.putArray("events");
    found.stream()
        .skip(call.offset())
        .limit(limit)
        .forEach(event -> answer.withArray("events").add(json(event)));
    return BrevoAnswer.of(200, answer);
  }

  private static Predicate<StoredEvent> filter(BrevoCall call) {
    Optional<String> start = call.parameter("startDate");
    Optional<String> end = call.parameter("endDate");
    if (start.isPresent() != end.isPresent()) {
      throw BrevoRefusal.invalid("startDate and endDate come together");
    }
    Instant from =
        start
            .map(BrevoEvents::instant)
            .orElse(call.now().atOffset(ZoneOffset.UTC).minusMonths(KEPT_MONTHS).toInstant());
    Instant to = end.map(BrevoEvents::lastInstant).orElse(Instant.MAX);
    if (from.isAfter(to)) {
      throw BrevoRefusal.invalid("startDate is after endDate");
    }
    Set<String> names = Set.copyOf(call.all("event_name"));
    Set<String> ids = call.all("contact_id").stream().collect(Collectors.toUnmodifiableSet());
    return event ->
        event.contact() != 0
            && !event.date().isBefore(from)
            && !event.date().isAfter(to)
            && (names.isEmpty() || names.contains(event.name()))
            && (ids.isEmpty() || ids.contains(Long.toString(event.contact())));
  }

  /** A day ends with its last moment. */
  private static Instant lastInstant(String text) {
    Instant instant = instant(text);
    return text.length() == "2026-11-23".length()
        ? instant.atOffset(ZoneOffset.UTC).plusDays(1).toInstant().minusNanos(1)
        : instant;
  }

  private static JsonNode json(StoredEvent event) {
    ObjectNode json = BrevoJson.MAPPER.createObjectNode();
    json.put("contact_id", event.contact());
    json.put("event_name", event.name());
    json.put("event_date", BrevoJson.time(event.date().toEpochMilli()));
    json.set("event_properties", event.properties());
    return json;
  }
}
