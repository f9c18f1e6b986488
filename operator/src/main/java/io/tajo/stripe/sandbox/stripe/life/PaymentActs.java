package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.Settlements;
import io.tajo.stripe.sandbox.stripe.Shapes;
import org.jspecify.annotations.Nullable;

/** Payments, and how they are taken back. Amounts in minor units. */
public final class PaymentActs {
  private static final long DAY = 86_400;
  private static final long RESPONSE_DAYS = 7;

  private final Chronicle chronicle;

  PaymentActs(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /**
   * {@code charge.succeeded}, {@code payment_intent.succeeded}.
   *
   * @param customer null: a guest
   * @return the charge
   */
  public ObjectNode succeed(@Nullable String customer, long amount, String currency) {
    return chronicle.act(() -> charge(intent(customer, amount, currency), true));
  }

  /** The same, with a balance transaction that is still to come: {@link #settle}. */
  public ObjectNode succeedUnsettled(@Nullable String customer, long amount, String currency) {
    return chronicle.act(() -> charge(intent(customer, amount, currency), false));
  }

  /** {@code charge.updated}: its balance transaction is there. */
  public ObjectNode settle(String charge) {
    return chronicle.act(() -> {
      ObjectNode unsettled = chronicle.get(Resource.CHARGES, charge);
      String transaction =
          transaction(
              "charge",
              charge,
              unsettled.path("amount_captured").longValue(),
              unsettled.path("currency").asText(),
              1);
      return chronicle.change(
          "charge.updated",
          Resource.CHARGES,
          charge,
          c -> c.put("balance_transaction", transaction));
    });
  }

  /**
   * {@code charge.failed}, {@code payment_intent.payment_failed}.
   *
   * @param code such as {@code card_declined}, {@code insufficient_funds}
   * @return the charge
   */
  public ObjectNode fail(@Nullable String customer, long amount, String currency, String code) {
    return chronicle.act(() -> decline(intent(customer, amount, currency), code));
  }

  /** A payment intent without a charge yet, and without an event. */
  ObjectNode intent(@Nullable String customer, long amount, String currency) {
    ObjectNode intent = Shapes.of(Resource.PAYMENT_INTENTS).put("id", chronicle.newId("pi_"));
    intent.put("amount", amount).put("currency", currency).put("customer", customer);
    intent.put("livemode", chronicle.account().livemode());
    return chronicle.add(intent.put("status", "requires_payment_method"));
  }

  private ObjectNode newCharge(ObjectNode intent) {
    String id = chronicle.newId("ch_");
    ObjectNode charge = Shapes.of(Resource.CHARGES).put("id", id);
    charge.set("amount", intent.path("amount"));
    charge.set("currency", intent.path("currency"));
    charge.set("customer", intent.path("customer"));
    charge.put("livemode", chronicle.account().livemode());
    charge.set("payment_intent", intent.path("id"));
    return charge.put("payment_method", id.replace("ch_", "pm_"));
  }

  /** An attempt of an intent that succeeds. */
  ObjectNode charge(ObjectNode intent, boolean settled) {
    ObjectNode charge = newCharge(intent);
    String id = charge.path("id").asText();
    long amount = intent.path("amount").longValue();
    charge.put("amount_captured", amount);
    charge.put("receipt_url", "https://pay.stripe.com/receipts/payment/" + id);
    if (settled) {
      charge.put(
          "balance_transaction",
          transaction("charge", id, amount, intent.path("currency").asText(), 1));
    }
    chronicle.add("charge.succeeded", charge);
    chronicle.change(
        "payment_intent.succeeded",
        Resource.PAYMENT_INTENTS,
        intent.path("id").asText(),
        i -> {
          i.put("amount_received", amount).put("latest_charge", id).put("status", "succeeded");
          i.set("payment_method", charge.path("payment_method"));
          i.putNull("last_payment_error");
        });
    return charge;
  }

  /** An attempt of an intent that fails. */
  ObjectNode decline(ObjectNode intent, String code) {
    ObjectNode charge = newCharge(intent);
    String id = charge.path("id").asText();
    String message = "Your card was declined.";
    charge.put("captured", false).put("paid", false).put("status", "failed");
    charge.put("failure_code", code).put("failure_message", message);
    chronicle.add("charge.failed", charge);
    ObjectNode error = Json.object().put("charge", id).put("code", code);
    error.put("decline_code", "generic_decline").put("message", message).put("type", "card_error");
    chronicle.change(
        "payment_intent.payment_failed",
        Resource.PAYMENT_INTENTS,
        intent.path("id").asText(),
        i -> i.put("latest_charge", id).set("last_payment_error", error));
    return charge;
  }

  /**
   * {@code charge.refunded}, {@code refund.created}.
   *
   * @param amount at most what is left of the charge
   * @return the refund
   */
  public ObjectNode refund(String charge, long amount) {
    return chronicle.act(() -> {
      ObjectNode paid = chronicle.get(Resource.CHARGES, charge);
      String currency = paid.path("currency").asText();
      ObjectNode refund = Shapes.of(Resource.REFUNDS).put("id", chronicle.newId("re_"));
      refund.put("amount", amount).put("charge", charge).put("currency", currency);
      refund.set("payment_intent", paid.path("payment_intent"));
      refund.put(
          "balance_transaction",
          transaction("refund", refund.path("id").asText(), amount, currency, -1));
      chronicle.add(refund);
      chronicle.change("charge.refunded", Resource.CHARGES, charge, c -> refunded(c, amount));
      chronicle.tell("refund.created", refund);
      return refund;
    });
  }

  /** {@code refund.failed}, {@code charge.updated}: the charge has its money back. */
  public ObjectNode failRefund(String refund) {
    return chronicle.act(() -> {
      ObjectNode failed =
          chronicle.change(
              "refund.failed",
              Resource.REFUNDS,
              refund,
              r -> {
                r.put("status", "failed").put("failure_reason", "expired_or_canceled_card");
                r.put(
                    "failure_balance_transaction",
                    transaction(
                        "refund_failure",
                        refund,
                        r.path("amount").longValue(),
                        r.path("currency").asText(),
                        1));
              });
      chronicle.change(
          "charge.updated",
          Resource.CHARGES,
          failed.path("charge").asText(),
          c -> refunded(c, -failed.path("amount").longValue()));
      return failed;
    });
  }

  private static void refunded(ObjectNode charge, long more) {
    long refunded = charge.path("amount_refunded").longValue() + more;
    charge.put("amount_refunded", refunded);
    charge.put("refunded", refunded == charge.path("amount").longValue());
  }

  /**
   * {@code charge.dispute.created}, {@code charge.dispute.funds_withdrawn}: all of the charge.
   *
   * @return the dispute
   */
  public ObjectNode dispute(String charge, String reason) {
    return chronicle.act(() -> {
      ObjectNode paid = chronicle.change(Resource.CHARGES, charge, c -> c.put("disputed", true));
      ObjectNode dispute = Shapes.of(Resource.DISPUTES).put("id", chronicle.newId("du_"));
      dispute.set("amount", paid.path("amount"));
      dispute.set("currency", paid.path("currency"));
      dispute.set("payment_intent", paid.path("payment_intent"));
      dispute.put("charge", charge).put("livemode", chronicle.account().livemode());
      dispute.put("reason", reason).put("status", "needs_response");
      ((ObjectNode) dispute.path("evidence_details"))
          .put("due_by", chronicle.now() + RESPONSE_DAYS * DAY);
      dispute.set("balance_transactions", Json.array());
      chronicle.add("charge.dispute.created", dispute);
      return moved(dispute, -1, "charge.dispute.funds_withdrawn");
    });
  }

  /** {@code charge.dispute.closed}; won: {@code charge.dispute.funds_reinstated} besides. */
  public ObjectNode closeDispute(String dispute, boolean won) {
    return chronicle.act(() -> {
      ObjectNode closed =
          chronicle.change(
              "charge.dispute.closed",
              Resource.DISPUTES,
              dispute,
              d -> d.put("status", won ? "won" : "lost"));
      return won ? moved(closed, 1, "charge.dispute.funds_reinstated") : closed;
    });
  }

  private ObjectNode moved(ObjectNode dispute, int sign, String type) {
    String id = dispute.path("id").asText();
    String transaction =
        transaction(
            "dispute",
            id,
            dispute.path("amount").longValue(),
            dispute.path("currency").asText(),
            sign);
    ObjectNode moved = chronicle.get(Resource.BALANCE_TRANSACTIONS, transaction);
    return chronicle.change(
        type, Resource.DISPUTES, id, d -> ((ArrayNode) d.path("balance_transactions")).add(moved));
  }

  private String transaction(
      String category, String source, long amount, String currency, int sign) {
    String id = chronicle.newId("txn_");
    ObjectNode transaction = Settlements.transaction(id, amount, currency, sign);
    transaction.put("available_on", chronicle.now() + 2 * DAY).put("source", source);
    transaction.put("reporting_category", category);
    transaction.put("type", category.equals("dispute") ? "adjustment" : category);
    chronicle.add(transaction);
    return id;
  }
}
