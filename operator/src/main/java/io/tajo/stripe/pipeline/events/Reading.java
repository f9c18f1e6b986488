package io.tajo.stripe.pipeline.events;

import com.google.gson.JsonObject;
import com.stripe.model.Charge;
import io.tajo.stripe.ledger.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became known because of one event, before any of it is in the ledger. */
final class Reading {
  private final StripeEvent event;
  private final Instant storedAt;
  private final Subject subject;
  private final List<Sight> sights = new ArrayList<>();
  private final Map<String, Instant> deleted = new HashMap<>();
  private final Set<String> forgotten = new HashSet<>();
  private JsonObject shown;
  private boolean fromEvent;
  private @Nullable Charge latestCharge;
  private @Nullable Charge failedCharge;

  Reading(StripeEvent event, Instant storedAt) {
    this.event = event;
    this.storedAt = storedAt;
    this.subject = Subject.of(event);
    this.shown = event.object();
  }

  StripeEvent event() {
    return event;
  }

  Instant storedAt() {
    return storedAt;
  }

  Subject subject() {
    return subject;
  }

  /** What the event itself shows, which counts only if it is newer than what is known. */
  void shows(Rows rows) {
    sights.add(new Sight(rows, event.created(), true));
    fromEvent = true;
  }

  /** What was read after the event. */
  void read(Rows rows, Instant asOf) {
    sights.add(new Sight(rows, asOf, false));
  }

  /** The customer is gone, at that moment or before. */
  void deleted(String customer, Instant asOf) {
    deleted.merge(customer, asOf, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** The invoice is gone: it was a draft. */
  void forgotten(String invoice) {
    forgotten.add(invoice);
  }

  /** The object as it is read now, because the event shows it in another version. */
  void shown(JsonObject object) {
    shown = object;
  }

  /** Charges that came along: the latest of a payment, and the newest that failed. */
  void charges(@Nullable Charge latest, @Nullable Charge failed) {
    latestCharge = latest;
    failedCharge = failed;
  }

  List<Sight> sights() {
    return sights;
  }

  Map<String, Instant> deleted() {
    return deleted;
  }

  Set<String> forgotten() {
    return forgotten;
  }

  /** What the properties of a Brevo event are made of. */
  JsonObject shown() {
    return shown;
  }

  /** Whether the object's own row is what the event shows. */
  boolean fromEvent() {
    return fromEvent;
  }

  Optional<Charge> latestCharge() {
    return Optional.ofNullable(latestCharge);
  }

  Optional<Charge> failedCharge() {
    return Optional.ofNullable(failedCharge);
  }

  /** The customer that the event is of; empty where it names none. */
  Optional<String> customer() {
    return subject == Subject.CUSTOMER
        ? StripeEvent.text(shown, "id")
        : StripeEvent.reference(shown, "customer");
  }

  /** The charge that a refund or a dispute is of. */
  Optional<String> charge() {
    return StripeEvent.reference(shown, "charge");
  }

  /** The subscription that the object is, or belongs to. */
  Optional<String> subscription() {
    return switch (subject) {
      case SUBSCRIPTION -> StripeEvent.text(shown, "id");
      case INVOICE -> invoiceSubscription(shown);
      case CHECKOUT_SESSION, DISCOUNT -> StripeEvent.reference(shown, "subscription");
      default -> Optional.empty();
    };
  }

  /** Since API version 2025-03-31 an invoice's parent names it, before the invoice itself did. */
  static Optional<String> invoiceSubscription(JsonObject invoice) {
    JsonObject details =
        StripeEvent.child(StripeEvent.child(invoice, "parent"), "subscription_details");
    return StripeEvent.reference(details, "subscription")
        .or(() -> StripeEvent.reference(invoice, "subscription"));
  }

  /** Without what was seen, which is personal. */
  @Override
  public String toString() {
    return "Reading[" + event + "]";
  }
}
