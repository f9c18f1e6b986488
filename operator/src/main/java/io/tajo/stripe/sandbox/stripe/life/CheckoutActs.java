package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.Shapes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checkout sessions: completed, abandoned, recovered. Amounts in minor units. */
public final class CheckoutActs {
  private static final long DAY = 86_400;
  private static final long RECOVERABLE = 30 * DAY;

  private final Chronicle chronicle;
  private final PaymentActs payments;

  CheckoutActs(Chronicle chronicle, PaymentActs payments) {
    this.chronicle = chronicle;
    this.payments = payments;
  }

  /**
   * An open session, of which Stripe sends no event.
   *
   * @param customer null: a guest
   * @param email what the buyer entered; null: nothing yet
   */
  public ObjectNode open(
      @Nullable String customer,
      @Nullable String email,
      long amount,
      String currency,
      PromotionConsent consent) {
    return chronicle.act(() -> {
      boolean live = chronicle.account().livemode();
      String id = chronicle.newId(live ? "cs_live_" : "cs_test_");
      ObjectNode session = Shapes.of(Resource.CHECKOUT_SESSIONS).put("id", id);
      session.put("amount_subtotal", amount).put("amount_total", amount).put("customer", customer);
      session.put("currency", currency).put("expires_at", chronicle.now() + DAY);
      session.put("livemode", live).put("url", "https://checkout.stripe.com/c/pay/" + id);
      if (email != null) {
        ObjectNode details = Json.object().putNull("address").put("email", email).putNull("name");
        details.putNull("phone").put("tax_exempt", "none").set("tax_ids", Json.array());
        session.set("customer_details", details);
      }
      session.set(
          "consent", Json.object().put("promotions", consent.given).putNull("terms_of_service"));
      session.set(
          "consent_collection",
          Json.object()
              .putNull("payment_method_reuse_agreement")
              .put("promotions", consent.asked)
              .put("terms_of_service", "none"));
      return chronicle.add(session);
    });
  }

  /**
   * {@code charge.succeeded}, {@code payment_intent.succeeded}, {@code checkout.session.completed}.
   */
  public ObjectNode complete(String session) {
    return chronicle.act(() -> {
      ObjectNode charge = pay(session);
      return end(
          session,
          "completed",
          s -> {
            s.put("status", "complete").put("payment_status", "paid").putNull("url");
            s.set("payment_intent", charge.path("payment_intent"));
          });
    });
  }

  private ObjectNode pay(String session) {
    ObjectNode open = chronicle.get(Resource.CHECKOUT_SESSIONS, session);
    return payments.succeed(
        open.path("customer").textValue(),
        open.path("amount_total").longValue(),
        open.path("currency").asText());
  }

  /** {@code checkout.session.completed} of a payment that takes days: a debit. */
  public ObjectNode completeUnpaid(String session) {
    return chronicle.act(() -> {
      ObjectNode open = chronicle.get(Resource.CHECKOUT_SESSIONS, session);
      ObjectNode intent =
          payments.intent(
              open.path("customer").textValue(),
              open.path("amount_total").longValue(),
              open.path("currency").asText());
      return end(
          session,
          "completed",
          s -> {
            s.put("status", "complete").putNull("url");
            s.set("payment_intent", intent.path("id"));
          });
    });
  }

  /** The debit succeeds: its payment, then {@code checkout.session.async_payment_succeeded}. */
  public ObjectNode debitSucceeds(String session) {
    return chronicle.act(() -> {
      payments.charge(intent(session), true);
      return end(session, "async_payment_succeeded", s -> s.put("payment_status", "paid"));
    });
  }

  /** The debit fails: its payment, then {@code checkout.session.async_payment_failed}. */
  public ObjectNode debitFails(String session) {
    return chronicle.act(() -> {
      payments.decline(intent(session), "charge_exceeds_source_limit");
      return end(session, "async_payment_failed", s -> {});
    });
  }

  private ObjectNode intent(String session) {
    ObjectNode unpaid = chronicle.get(Resource.CHECKOUT_SESSIONS, session);
    return chronicle.get(Resource.PAYMENT_INTENTS, unpaid.path("payment_intent").asText());
  }

  /**
   * {@code checkout.session.expired}.
   *
   * @param recoverable whether it carries a link by which the buyer can go on for 30 days
   */
  public ObjectNode expire(String session, boolean recoverable) {
    return chronicle.act(() ->
        end(
            session,
            "expired",
            s -> {
              s.put("status", "expired").putNull("url");
              if (recoverable) {
                s.set("after_expiration", Json.object().set("recovery", recovery(session)));
              }
            }));
  }

  private ObjectNode recovery(String session) {
    return Json.object()
        .put("allow_promotion_codes", true)
        .put("enabled", true)
        .put("expires_at", chronicle.now() + RECOVERABLE)
        .put("url", "https://buy.stripe.com/r/" + session);
  }

  /**
   * The buyer goes on by an expired session's link: a new session that names it, completed at once.
   */
  public ObjectNode recover(String expired) {
    return chronicle.act(() -> {
      ObjectNode from = chronicle.get(Resource.CHECKOUT_SESSIONS, expired);
      String customer = from.path("customer").textValue();
      String email = from.path("customer_details").path("email").textValue();
      ObjectNode session =
          open(
              customer,
              email,
              from.path("amount_total").longValue(),
              from.path("currency").asText(),
              PromotionConsent.NOTHING_SAID);
      String id = session.path("id").asText();
      chronicle.change(Resource.CHECKOUT_SESSIONS, id, s -> s.put("recovered_from", expired));
      return complete(id);
    });
  }

  private ObjectNode end(String session, String how, Consumer<ObjectNode> change) {
    return chronicle.change("checkout.session." + how, Resource.CHECKOUT_SESSIONS, session, change);
  }
}
