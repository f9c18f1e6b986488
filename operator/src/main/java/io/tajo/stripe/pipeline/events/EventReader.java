package io.tajo.stripe.pipeline.events;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.stripe.model.Charge;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Invoice;
import com.stripe.model.Product;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import io.tajo.stripe.ledger.Kind;
import io.tajo.stripe.ledger.Rows;
import io.tajo.stripe.pipeline.reading.ObjectRows;
import io.tajo.stripe.pipeline.reading.StripeRows;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.Stripe;
import io.tajo.stripe.stripe.StripeFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what an event's object is now. What the event shows is used if it is written in the
 * pinned API version and strictly newer than what the ledger knows; in doubt (the same second,
 * older, another version, something left out) the object is read.
 */
final class EventReader {
  /** Clocks differ; an event from further ahead says nothing about what is newer. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final EventRules rules;
  private final Known known;
  private final Fetches fetches;
  private final Companions companions;
  private final CatalogGaps gaps;

  EventReader(
      EventRules rules, Known known, Fetches fetches, Companions companions, CatalogGaps gaps) {
    this.rules = rules;
    this.known = known;
    this.fetches = fetches;
    this.companions = companions;
    this.gaps = gaps;
  }

  /** Reads what is to be read; fills the reading. */
  void read(Reading reading) {
    boolean forwarded = rules.forwards(reading.event(), reading.storedAt());
    boolean synced = rules.synced(reading.event().plainType());
    if (synced) {
      subject(reading, forwarded);
    }
    if (synced || forwarded) {
      companions.customer(reading);
      gaps.fill(reading);
    }
  }

  private void subject(Reading reading, boolean forwarded) {
    switch (reading.subject()) {
      case CUSTOMER -> customer(reading);
      case CHARGE -> charge(reading);
      case REFUND -> refund(reading);
      case DISPUTE -> dispute(reading, forwarded);
      case SUBSCRIPTION -> {
        object(reading, isWhole(reading.event().object()));
        if (forwarded) {
          companions.latestInvoice(reading);
        }
      }
      case INVOICE -> invoice(reading, forwarded);
      case CHECKOUT_SESSION -> {
        object(reading, true);
        if (forwarded) {
          companions.ofSession(reading);
        } else {
          companions.subscription(reading);
        }
      }
      case PRODUCT -> catalog(reading, true);
      case PRICE, COUPON -> catalog(reading, false);
      case DISCOUNT -> companions.discounted(reading);
      case PAYMENT_INTENT -> paymentIntent(reading, forwarded);
      case OTHER -> {}
    }
  }

  private void customer(Reading reading) {
    if (reading.event().plainType().equals("customer.deleted")) {
      reading.event().objectId().ifPresent(id -> reading.deleted(id, reading.event().created()));
    } else {
      object(reading, true);
    }
  }

  private void charge(Reading reading) {
    String id = reading.event().objectId().orElse("");
    object(reading, !companions.lacksSettlement(reading.event().object(), id));
    companions.refunds(reading, id);
  }

  /** A thin event shows no charge. */
  private void refund(Reading reading) {
    if (reading.charge().isEmpty()) {
      try {
        reading
            .event()
            .objectId()
            .flatMap(id -> fetches.object(Resource.REFUNDS, id).what())
            .ifPresent(found -> reading.shown(json(found)));
      } catch (StripeFailure.PermissionMissing e) {
        return; // Done without: the connection test names the permission.
      }
    }
    companions.refundedCharge(reading);
  }

  private void dispute(Reading reading, boolean forwarded) {
    object(reading, true);
    Optional<String> charge = reading.charge();
    if (charge.isPresent() && (forwarded || !known.hasCharge(charge.get()))) {
      companions.chargeWithRefunds(reading, charge.get());
    }
  }

  /** Webhooks show discounts by their ids, and at most ten items. */
  private static boolean isWhole(JsonObject subscription) {
    JsonObject items = StripeEvent.child(subscription, "items");
    if (!(items.get("data") instanceof JsonArray data)
        || (items.has("has_more") && items.get("has_more").getAsBoolean())
        || !isExpanded(subscription.get("discounts"))) {
      return false;
    }
    for (JsonElement item : data) {
      if (!(item instanceof JsonObject object)
          || !isExpanded(object.get("discounts"))
          || !(object.get("price") instanceof JsonObject)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isExpanded(JsonElement discounts) {
    return !(discounts instanceof JsonArray array)
        || array.asList().stream().allMatch(JsonElement::isJsonObject);
  }

  private void invoice(Reading reading, boolean forwarded) {
    switch (reading.event().plainType()) {
      case "invoice.upcoming" -> upcoming(reading);
      case "invoice.deleted" -> reading.event().objectId().ifPresent(reading::forgotten);
      default -> {
        object(reading, true);
        if (forwarded) {
          companions.ofInvoice(reading);
        } else {
          // What paid it is told by events of its payment.
          companions.subscription(reading);
        }
      }
    }
  }

  /** It cannot be read: what the event shows is all there is, in whatever version. */
  private static void upcoming(Reading reading) {
    JsonObject shown = reading.event().object().deepCopy();
    Reading.invoiceSubscription(shown)
        .ifPresent(subscription -> {
          JsonObject details = new JsonObject();
          details.addProperty("subscription", subscription);
          JsonObject parent = new JsonObject();
          parent.add("subscription_details", details);
          shown.add("parent", parent);
        });
    shown.remove("id");
    StripeRows.upcoming(ApiResource.GSON.fromJson(shown, Invoice.class), reading.event().created())
        .ifPresent(row ->
            reading.read(Rows.empty().withUpcoming(List.of(row)), reading.event().created()));
  }

  private void paymentIntent(Reading reading, boolean forwarded) {
    if (!forwarded) {
      companions.unknownCharge(reading);
      return;
    }
    if (!isPinned(reading.event())) {
      reading
          .event()
          .objectId()
          .flatMap(id -> fetches.object(Resource.PAYMENT_INTENTS, id).what())
          .ifPresent(found -> reading.shown(json(found)));
    }
    companions.latestCharge(reading);
  }

  private void catalog(Reading reading, boolean showsAll) {
    boolean gone = reading.event().plainType().endsWith(".deleted");
    if (!gone) {
      object(reading, showsAll);
    }
  }

  /**
   * The object's own row.
   *
   * @param showsAll whether the event, if it is pinned, shows all that the row needs
   */
  private void object(Reading reading, boolean showsAll) {
    StripeEvent event = reading.event();
    Kind kind = reading.subject().kind();
    Resource resource = reading.subject().resource();
    Optional<String> id = event.objectId();
    if (kind == null || resource == null || id.isEmpty()) {
      return;
    }
    boolean ahead = event.created().isAfter(reading.storedAt().plus(SKEW));
    if (showsAll && isPinned(event) && !ahead && known.olderThan(event.created(), kind, id.get())) {
      reading.shows(rows(event.object(), reading.subject()));
      return;
    }
    Fetches.Fetched<Optional<StripeObject>> fetched;
    try {
      fetched = fetches.object(resource, id.get());
    } catch (StripeFailure.PermissionMissing e) {
      if (reading.subject() == Subject.CUSTOMER) {
        throw e;
      }
      return; // Done without: the connection test names the permission.
    }
    if (fetched.what().isPresent()) {
      StripeObject found = fetched.what().get();
      reading.read(ObjectRows.of(found), fetched.asOf());
      if (!isPinned(event)) {
        reading.shown(json(found));
      }
    } else if (reading.subject() == Subject.CUSTOMER) {
      reading.deleted(id.get(), fetched.asOf());
    } else if (reading.subject() == Subject.INVOICE) {
      reading.forgotten(id.get());
    }
  }

  private static boolean isPinned(StripeEvent event) {
    return Stripe.API_VERSION.equals(event.apiVersion());
  }

  private static JsonObject json(StripeObject found) {
    return JsonParser.parseString(found.toJson()).getAsJsonObject();
  }

  private static Rows rows(JsonObject shown, Subject subject) {
    return ObjectRows.of(
        (StripeObject)
            ApiResource.GSON.fromJson(
                shown,
                switch (subject) {
                  case CUSTOMER -> Customer.class;
                  case CHARGE -> Charge.class;
                  case DISPUTE -> Dispute.class;
                  case SUBSCRIPTION -> Subscription.class;
                  case INVOICE -> Invoice.class;
                  case CHECKOUT_SESSION -> Session.class;
                  case PRODUCT -> Product.class;
                  default -> throw new IllegalArgumentException("shows no row: " + subject);
                }));
  }

  /**
   * The latest moment that the events or the ledger speak of; events from too far ahead do not
   * count.
   */
  static Instant latest(Iterable<Reading> readings, Instant known) {
    Instant latest = known;
    for (Reading reading : readings) {
      Instant created = reading.event().created();
      if (created.isAfter(latest) && !created.isAfter(reading.storedAt().plus(SKEW))) {
        latest = created;
      }
    }
    return latest;
  }
}
