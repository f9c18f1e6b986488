package io.tajo.stripe.pipeline.events;

import com.google.gson.JsonObject;
import com.stripe.model.Charge;
import com.stripe.model.Refund;
import com.stripe.model.StripeObject;
import io.tajo.stripe.api.SyncResource;
import io.tajo.stripe.ledger.Kind;
import io.tajo.stripe.pipeline.reading.ObjectRows;
import io.tajo.stripe.stripe.Resource;
import io.tajo.stripe.stripe.StripeFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an event's object brings along and must be known before Brevo hears of the event: the
 * charges of a payment, the subscription of an invoice, the customer of anything.
 */
final class Companions {
  /** Events of an invoice whose payments tell something. */
  private static final Set<String> INVOICE_EVENTS_OF_PAYMENTS =
      Set.of("invoice.paid", "invoice.payment_failed", "invoice.payment_succeeded");

  private static final Comparator<Charge> OLDEST_FIRST =
      Comparator.comparing(Charge::getCreated).thenComparing(Charge::getId);

  private final EventRules rules;
  private final Known known;
  private final Fetches fetches;

  Companions(EventRules rules, Known known, Fetches fetches) {
    this.rules = rules;
    this.known = known;
    this.fetches = fetches;
  }

  /** The customer that an object names, if the ledger has never heard of it. */
  void customer(Reading reading) {
    List<String> named =
        Stream.concat(
                reading.customer().stream(),
                reading.sights().stream()
                    .flatMap(sight -> sight.rows().charges().stream())
                    .flatMap(charge -> Stream.ofNullable(charge.customer())))
            .distinct()
            .filter(id -> reading.subject() != Subject.CUSTOMER && !known.hasCustomer(id))
            .toList();
    named.forEach(id -> {
      Fetches.Fetched<Optional<StripeObject>> found = fetches.object(Resource.CUSTOMERS, id);
      found
          .what()
          .ifPresentOrElse(
              customer -> reading.read(ObjectRows.of(customer), found.asOf()),
              () -> reading.deleted(id, found.asOf()));
    });
  }

  /** Whether a charge can only be converted at a settlement that its event does not show. */
  boolean lacksSettlement(JsonObject charge, String id) {
    String currency = StripeEvent.text(charge, "currency").orElse("").toLowerCase(Locale.ROOT);
    return rules.reporting() != null
        && !currency.equals(rules.reporting())
        && StripeEvent.text(charge, "balance_transaction").isPresent()
        && !known.settled(id);
  }

  /** The refunds of a charge, where those that are known do not add up to what it says. */
  void refunds(Reading reading, String charge) {
    long refunded =
        reading.sights().stream()
            .flatMap(sight -> sight.rows().charges().stream())
            .filter(row -> row.id().equals(charge))
            .mapToLong(row -> row.amountRefunded())
            .findFirst()
            .orElse(0);
    if (refunded != known.refunded(charge)) {
      readRefunds(reading, charge);
    }
  }

  private void readRefunds(Reading reading, String charge) {
    permitted(() -> {
      Fetches.Fetched<List<Refund>> found = fetches.refundsOf(charge);
      reading.read(ObjectRows.of(found.what()), found.asOf());
      return found.what();
    });
  }

  /** The charge of a refund, with all of its refunds. */
  void refundedCharge(Reading reading) {
    reading.charge().ifPresent(charge -> chargeWithRefunds(reading, charge));
  }

  void chargeWithRefunds(Reading reading, String charge) {
    object(reading, Resource.CHARGES, charge);
    readRefunds(reading, charge);
  }

  /** The latest charge of a payment intent; its receipt is told nowhere else. */
  void latestCharge(Reading reading) {
    StripeEvent.reference(reading.shown(), "latest_charge")
        .ifPresent(charge -> {
          Optional<StripeObject> found = object(reading, Resource.CHARGES, charge);
          reading.charges(found.map(Charge.class::cast).orElse(null), null);
        });
  }

  /** The latest charge of a payment intent, where the ledger has never heard of it. */
  void unknownCharge(Reading reading) {
    StripeEvent.reference(reading.event().object(), "latest_charge")
        .filter(charge -> !known.hasCharge(charge))
        .ifPresent(charge -> object(reading, Resource.CHARGES, charge));
  }

  /** The last invoice of a subscription. */
  void latestInvoice(Reading reading) {
    if (rules.resources().contains(SyncResource.INVOICES)) {
      StripeEvent.reference(reading.shown(), "latest_invoice")
          .filter(id -> !known.isFinal(id))
          .filter(id -> known.olderThan(reading.event().created(), Kind.INVOICE, id))
          .ifPresent(id -> object(reading, Resource.INVOICES, id));
    }
  }

  /** The subscription and the charges of an invoice. */
  void ofInvoice(Reading reading) {
    subscription(reading);
    if (rules.resources().contains(SyncResource.PAYMENTS)
        && INVOICE_EVENTS_OF_PAYMENTS.contains(reading.event().type())) {
      Optional<String> id = reading.event().objectId();
      List<Charge> charges = new ArrayList<>();
      if (id.isPresent()) {
        for (String intent : permitted(() -> fetches.paymentIntentsOf(id.get()).what())) {
          charges.addAll(charges(reading, intent));
        }
      }
      reading.charges(
          null,
          charges.stream()
              .filter(charge -> "failed".equals(charge.getStatus()))
              .max(OLDEST_FIRST)
              .orElse(null));
    }
  }

  /** The charges or the subscription of a checkout session. */
  void ofSession(Reading reading) {
    subscription(reading);
    if (rules.resources().contains(SyncResource.PAYMENTS)) {
      StripeEvent.reference(reading.shown(), "payment_intent")
          .ifPresent(intent -> charges(reading, intent));
    }
  }

  /** The subscription that an object is of, where a newer sight of it may be had. */
  void subscription(Reading reading) {
    if (rules.resources().contains(SyncResource.SUBSCRIPTIONS)) {
      reading
          .subscription()
          .filter(id -> known.olderThan(reading.event().created(), Kind.SUBSCRIPTION, id))
          .ifPresent(id -> object(reading, Resource.SUBSCRIPTIONS, id));
    }
  }

  private List<Charge> charges(Reading reading, String intent) {
    return permitted(() -> {
      Fetches.Fetched<List<Charge>> found = fetches.chargesOf(intent);
      reading.read(ObjectRows.of(found.what()), found.asOf());
      return found.what();
    });
  }

  /** The customer and the subscription whose discount has changed. */
  void discounted(Reading reading) {
    reading.subscription().ifPresent(id -> object(reading, Resource.SUBSCRIPTIONS, id));
    reading.customer().ifPresent(id -> object(reading, Resource.CUSTOMERS, id));
  }

  private Optional<StripeObject> object(Reading reading, Resource resource, String id) {
    Fetches.Fetched<Optional<StripeObject>> found;
    try {
      found = fetches.object(resource, id);
    } catch (StripeFailure.PermissionMissing e) {
      return Optional.empty();
    }
    found.what().ifPresent(object -> reading.read(ObjectRows.of(object), found.asOf()));
    return found.what();
  }

  /** What may not be read is done without: the connection test names the permission. */
  private static <T> List<T> permitted(Supplier<List<T>> read) {
    try {
      return read.get();
    } catch (StripeFailure.PermissionMissing e) {
      return List.of();
    }
  }
}
