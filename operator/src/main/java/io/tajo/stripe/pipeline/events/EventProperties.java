package io.tajo.stripe.pipeline.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.gson.JsonObject;
import io.tajo.stripe.profile.SubscriptionFigures;
import io.tajo.stripe.profile.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a Brevo event; those that the Stripe event does not tell are absent. Amounts
 * are numbers in major units, currencies lower case.
 */
final class EventProperties {
  private final SortedMap<String, JsonNode> properties = new TreeMap<>();
  private final Reading reading;

  private EventProperties(Reading reading, Optional<String> customer) {
    this.reading = reading;
    text("stripe_event_id", Optional.of(reading.event().id()));
    text("stored_at", Optional.of(reading.storedAt().toString()));
    text("stripe_customer_id", customer);
  }

  /**
   * Of a forwarded event.
   *
   * @param customer whose event it is; empty: nobody's
   * @param subscription of the object; null where it has none or it is not known
   * @param mayRecover whether a link back to an expired checkout may be told
   */
  static SortedMap<String, JsonNode> of(
      Reading reading,
      Optional<String> customer,
      @Nullable SubscriptionFigures subscription,
      boolean mayRecover) {
    EventProperties made = new EventProperties(reading, customer);
    made.object();
    made.plan(subscription);
    if (mayRecover) {
      made.recovery();
    }
    return made.properties;
  }

  /** Of what became of a subscription. */
  static SortedMap<String, JsonNode> ofChange(
      Reading reading,
      Optional<String> customer,
      SubscriptionFigures before,
      SubscriptionFigures after) {
    EventProperties made = new EventProperties(reading, customer);
    made.text("object_id", Optional.of(after.id()));
    made.text("currency", Optional.ofNullable(after.mrr().currency()));
    made.plan(after);
    made.money("mrr_before", before.mrr());
    made.money("mrr_after", after.mrr());
    made.money(
        "mrr_change",
        new Value.Money(
            after.mrr().minor().subtract(before.mrr().minor()), after.mrr().currency()));
    return made.properties;
  }

  private void object() {
    JsonObject shown = reading.shown();
    boolean upcoming = reading.event().type().equals("invoice.upcoming");
    text("object_id", upcoming ? Optional.empty() : StripeEvent.text(shown, "id"));
    Optional<String> currency =
        StripeEvent.text(shown, "currency").map(code -> code.toLowerCase(Locale.ROOT));
    text("currency", currency);
    amount()
        .ifPresent(minor ->
            money("amount", new Value.Money(BigFraction.of(minor), currency.orElse(null))));
    switch (reading.subject()) {
      case PAYMENT_INTENT -> {
        JsonObject error = StripeEvent.child(shown, "last_payment_error");
        text("failure_code", StripeEvent.text(error, "code"));
        text("failure_message", StripeEvent.text(error, "message"));
        text("receipt_url", reading.latestCharge().map(charge -> charge.getReceiptUrl()));
      }
      case INVOICE -> {
        text("invoice_number", StripeEvent.text(shown, "number"));
        text("hosted_invoice_url", StripeEvent.text(shown, "hosted_invoice_url"));
        text("failure_code", reading.failedCharge().map(charge -> charge.getFailureCode()));
        text("failure_message", reading.failedCharge().map(charge -> charge.getFailureMessage()));
      }
      case DISPUTE -> text("dispute_reason", StripeEvent.text(shown, "reason"));
      default -> {}
    }
  }

  /** Minor units. */
  private Optional<Long> amount() {
    JsonObject shown = reading.shown();
    return switch (reading.subject()) {
      case PAYMENT_INTENT ->
          StripeEvent.number(shown, "amount_received")
              .filter(received -> received > 0)
              .or(() -> StripeEvent.number(shown, "amount"));
      case CHARGE ->
          reading.event().type().equals("charge.refunded")
              ? refunded()
              : StripeEvent.number(shown, "amount");
      case REFUND, DISPUTE -> StripeEvent.number(shown, "amount");
      case INVOICE -> StripeEvent.number(shown, "amount_due");
      case CHECKOUT_SESSION -> StripeEvent.number(shown, "amount_total");
      default -> Optional.empty();
    };
  }

  /**
   * What this refund added: both sums as the event has them, because a charge that was read since
   * may have been refunded further.
   */
  private Optional<Long> refunded() {
    long before = StripeEvent.number(reading.event().previous(), "amount_refunded").orElse(0L);
    return StripeEvent.number(reading.event().object(), "amount_refunded").map(all -> all - before);
  }

  private void plan(@Nullable SubscriptionFigures subscription) {
    text("subscription_id", reading.subscription());
    if (subscription != null) {
      text("plan_name", Optional.ofNullable(subscription.planName()));
      text("plan_interval", Optional.ofNullable(subscription.planInterval()));
    }
  }

  private void recovery() {
    JsonObject after = StripeEvent.child(reading.shown(), "after_expiration");
    text("recovery_url", StripeEvent.text(StripeEvent.child(after, "recovery"), "url"));
  }

  private void money(String name, Value.Money money) {
    BigDecimal major = money.major().stripTrailingZeros();
    properties.put(name, DecimalNode.valueOf(major.scale() < 0 ? major.setScale(0) : major));
  }

  private void text(String name, Optional<String> text) {
    text.filter(any -> !any.isEmpty())
        .ifPresent(any -> properties.put(name, TextNode.valueOf(any)));
  }
}
