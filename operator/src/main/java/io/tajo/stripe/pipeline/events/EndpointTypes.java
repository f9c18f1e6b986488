package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.stripe.WebhookEndpoints;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The event types that a connector has Stripe send: what it uses, and nothing else. */
public final class EndpointTypes {
  /**
   * What changes the ledger, whether it is forwarded or not. {@code invoice.sent}, {@code
   * payment_intent.*} and the like show nothing that another of these does not.
   */
  private static final List<String> LEDGER =
      List.of(
          "customer.created",
          "customer.updated",
          "customer.deleted",
          "charge.succeeded",
          "charge.failed",
          "charge.pending",
          "charge.captured",
          "charge.updated",
          "charge.refunded",
          "charge.expired",
          "charge.dispute.created",
          "charge.dispute.updated",
          "charge.dispute.closed",
          "charge.dispute.funds_withdrawn",
          "charge.dispute.funds_reinstated",
          "refund.created",
          "refund.updated",
          "refund.failed",
          "customer.subscription.created",
          "customer.subscription.updated",
          "customer.subscription.deleted",
          "customer.subscription.paused",
          "customer.subscription.resumed",
          "customer.subscription.pending_update_applied",
          "customer.subscription.pending_update_expired",
          "customer.discount.created",
          "customer.discount.updated",
          "customer.discount.deleted",
          "coupon.created",
          "coupon.updated",
          "coupon.deleted",
          "invoice.created",
          "invoice.updated",
          "invoice.deleted",
          "invoice.finalized",
          "invoice.paid",
          "invoice.payment_failed",
          "invoice.voided",
          "invoice.marked_uncollectible",
          "invoice.upcoming",
          "checkout.session.completed",
          "checkout.session.expired",
          "checkout.session.async_payment_succeeded",
          "checkout.session.async_payment_failed",
          "product.created",
          "product.updated",
          "product.deleted",
          "price.created",
          "price.updated",
          "price.deleted");

  private EndpointTypes() {}

  /** All that a connector with these rules uses, of those that Stripe has. */
  public static NavigableSet<String> of(EventRules rules) {
    NavigableSet<String> types = new TreeSet<>();
    LEDGER.stream().filter(rules::synced).forEach(types::add);
    WebhookEndpoints.TYPES.stream().filter(rules::forwards).forEach(types::add);
    return types;
  }

  /**
   * The entries of {@code spec.events.include} that name nothing that Stripe sends; to send what it
   * does not know is refused as a whole, so they are left out.
   */
  public static List<String> unknown(EventRules rules) {
    return rules.include().stream()
        .filter(pattern ->
            WebhookEndpoints.TYPES.stream()
                .noneMatch(type -> EventRules.matches(List.of(pattern), type)))
        .toList();
  }
}
