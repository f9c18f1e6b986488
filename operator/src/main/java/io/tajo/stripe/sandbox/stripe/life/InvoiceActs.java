package io.tajo.stripe.sandbox.stripe.life;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tajo.stripe.sandbox.stripe.Json;
import io.tajo.stripe.sandbox.stripe.Resource;
import io.tajo.stripe.sandbox.stripe.Shapes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Invoices, from the draft to their end. Amounts in minor units. */
public final class InvoiceActs {
  private static final long DAY = 86_400;
  private static final long RETRY = 3 * DAY;
  private static final String CYCLE = "subscription_cycle";

  private final Chronicle chronicle;
  private final PaymentActs payments;

  InvoiceActs(Chronicle chronicle, PaymentActs payments) {
    this.chronicle = chronicle;
    this.payments = payments;
  }

  /** {@code invoice.created}: one by hand, still a draft. */
  public ObjectNode draft(String customer, long amount, String currency) {
    return chronicle.act(
        () -> draft(chronicle.newId("in_"), customer, amount, currency, "manual", null));
  }

  ObjectNode draft(
      String id,
      @Nullable String customer,
      long amount,
      String currency,
      String reason,
      @Nullable String subscription) {
    ObjectNode invoice = Shapes.of(Resource.INVOICES).put("id", id);
    invoice.put("billing_reason", reason).put("currency", currency).put("customer", customer);
    invoice.put("livemode", chronicle.account().livemode()).put("status", "draft");
    invoice.put("period_end", chronicle.now()).put("period_start", chronicle.now());
    for (String field :
        List.of(
            "amount_due",
            "amount_remaining",
            "subtotal",
            "subtotal_excluding_tax",
            "total",
            "total_excluding_tax")) {
      invoice.put(field, amount);
    }
    if (customer != null) {
      ObjectNode owner = chronicle.get(Resource.CUSTOMERS, customer);
      invoice.set("customer_email", owner.path("email"));
      invoice.set("customer_name", owner.path("name"));
    }
    if (subscription != null) {
      invoice.set("parent", Billing.parent(subscription));
    }
    ObjectNode line = Json.object().put("id", id.replace("in_", "il_")).put("object", "line_item");
    line.put("amount", amount).put("currency", currency).put("invoice", id).put("quantity", 1);
    invoice.set("lines", Json.list("/v1/invoices/" + id + "/lines", List.of(line), false));
    return chronicle.add("invoice.created", invoice);
  }

  /** {@code invoice.finalized}: it is open, and has a payment to come. */
  public ObjectNode finalizeDraft(String invoice) {
    return chronicle.act(() -> {
      ObjectNode draft = chronicle.get(Resource.INVOICES, invoice);
      long due = draft.path("amount_due").longValue();
      if (due > 0) {
        payment(draft, due);
      }
      return chronicle.change(
          "invoice.finalized",
          Resource.INVOICES,
          invoice,
          i -> {
            i.put("status", "open").put("auto_advance", true);
            i.put("number", "V" + invoice.substring(invoice.length() - 13));
            i.put("hosted_invoice_url", "https://invoice.stripe.com/i/" + invoice);
            i.put("effective_at", chronicle.now());
            at(i, "finalized_at");
          });
    });
  }

  private void payment(ObjectNode invoice, long due) {
    JsonNode customer = invoice.path("customer");
    ObjectNode intent =
        payments.intent(customer.textValue(), due, invoice.path("currency").asText());
    ObjectNode payment = Shapes.of(Resource.INVOICE_PAYMENTS).put("id", chronicle.newId("inpay_"));
    payment.put("amount_requested", due).put("livemode", chronicle.account().livemode());
    payment.set("currency", invoice.path("currency"));
    payment.set("invoice", invoice.path("id"));
    ((ObjectNode) payment.path("payment")).set("payment_intent", intent.path("id"));
    chronicle.add(payment);
  }

  private void at(ObjectNode invoice, String transition) {
    ((ObjectNode) invoice.path("status_transitions")).put(transition, chronicle.now());
  }

  private Optional<ObjectNode> payment(String invoice) {
    return chronicle
        .account()
        .all(Resource.INVOICE_PAYMENTS, Map.of("invoice", List.of(invoice)))
        .findFirst();
  }

  private ObjectNode intent(ObjectNode payment) {
    return chronicle.get(
        Resource.PAYMENT_INTENTS, payment.path("payment").path("payment_intent").asText());
  }

  /**
   * {@code charge.succeeded}, {@code payment_intent.succeeded}, {@code invoice.paid}; a
   * subscription that was past due or incomplete is active. Without anything due only the last.
   */
  public ObjectNode pay(String invoice) {
    return chronicle.act(() -> {
      payment(invoice)
          .ifPresent(payment -> {
            payments.charge(intent(payment), true);
            chronicle.change(
                Resource.INVOICE_PAYMENTS,
                payment.path("id").asText(),
                p -> {
                  p.set("amount_paid", p.path("amount_requested"));
                  p.put("status", "paid");
                  at(p, "paid_at");
                });
          });
      ObjectNode paid =
          chronicle.change(
              "invoice.paid",
              Resource.INVOICES,
              invoice,
              i -> {
                attempted(i);
                i.set("amount_paid", i.path("amount_due"));
                i.put("amount_remaining", 0).put("status", "paid").putNull("next_payment_attempt");
                at(i, "paid_at");
              });
      subscription(paid, "past_due", "active");
      subscription(paid, "incomplete", "active");
      delinquent(paid, false);
      return paid;
    });
  }

  /**
   * {@code charge.failed}, {@code payment_intent.payment_failed}, {@code invoice.payment_failed}; a
   * renewed subscription is past due.
   */
  public ObjectNode failPayment(String invoice, String code) {
    return chronicle.act(() -> {
      payment(invoice).ifPresent(payment -> payments.decline(intent(payment), code));
      ObjectNode failed =
          chronicle.change(
              "invoice.payment_failed",
              Resource.INVOICES,
              invoice,
              i -> {
                attempted(i);
                i.put("next_payment_attempt", chronicle.now() + RETRY);
              });
      if (failed.path("billing_reason").asText().equals(CYCLE)) {
        subscription(failed, "active", "past_due");
      }
      delinquent(failed, true);
      return failed;
    });
  }

  private static void attempted(ObjectNode invoice) {
    invoice.put("attempted", true);
    invoice.put("attempt_count", invoice.path("attempt_count").asInt() + 1);
  }

  private void subscription(ObjectNode invoice, String from, String to) {
    String id = invoice.at("/parent/subscription_details/subscription").asText();
    chronicle
        .account()
        .find(Resource.SUBSCRIPTIONS, id)
        .filter(s -> s.path("status").asText().equals(from))
        .ifPresent(s ->
            chronicle.change(
                "customer.subscription.updated",
                Resource.SUBSCRIPTIONS,
                id,
                changed -> changed.put("status", to)));
  }

  private void delinquent(ObjectNode invoice, boolean delinquent) {
    chronicle
        .account()
        .find(Resource.CUSTOMERS, invoice.path("customer").asText())
        .filter(customer -> !customer.path("deleted").asBoolean())
        .ifPresent(customer ->
            chronicle.change(
                "customer.updated",
                Resource.CUSTOMERS,
                customer.path("id").asText(),
                c -> c.put("delinquent", delinquent)));
  }

  /** {@code invoice.voided}, {@code payment_intent.canceled}. */
  public ObjectNode voidOpen(String invoice) {
    return chronicle.act(() -> {
      payment(invoice)
          .ifPresent(payment -> {
            chronicle.change(
                "payment_intent.canceled",
                Resource.PAYMENT_INTENTS,
                intent(payment).path("id").asText(),
                i ->
                    i.put("status", "canceled")
                        .put("canceled_at", chronicle.now())
                        .put("cancellation_reason", "void_invoice"));
            chronicle.change(
                Resource.INVOICE_PAYMENTS,
                payment.path("id").asText(),
                p -> {
                  p.put("status", "canceled");
                  at(p, "canceled_at");
                });
          });
      return end(invoice, "void", "voided");
    });
  }

  /** {@code invoice.marked_uncollectible}. */
  public ObjectNode markUncollectible(String invoice) {
    return chronicle.act(() -> end(invoice, "uncollectible", "marked_uncollectible"));
  }

  private ObjectNode end(String invoice, String status, String transition) {
    ObjectNode ended =
        chronicle.change(
            "invoice." + transition,
            Resource.INVOICES,
            invoice,
            i -> {
              i.put("auto_advance", false).put("status", status).putNull("next_payment_attempt");
              at(i, transition + "_at");
            });
    delinquent(ended, false);
    return ended;
  }

  /** {@code invoice.overdue}: an open one that had to be paid by now. */
  public ObjectNode overdue(String invoice) {
    return chronicle.act(() -> {
      ObjectNode overdue =
          chronicle.change(
              "invoice.overdue",
              Resource.INVOICES,
              invoice,
              i ->
                  i.put("due_date", chronicle.now() - DAY)
                      .put("collection_method", "send_invoice"));
      delinquent(overdue, true);
      return overdue;
    });
  }

  /**
   * {@code invoice.upcoming}: what the subscription's next renewal will cost. The invoice exists in
   * this event alone, under an id that cannot be read.
   *
   * @return the invoice
   */
  public ObjectNode upcoming(String subscription) {
    return chronicle.act(() -> {
      ObjectNode of = chronicle.get(Resource.SUBSCRIPTIONS, subscription);
      long end = of.at("/items/data/0/current_period_end").longValue();
      long due = Billing.amount(of);
      ObjectNode invoice = Shapes.of(Resource.INVOICES).put("id", chronicle.newId("upcoming_in_"));
      invoice.put("amount_due", due).put("amount_remaining", due).put("total", due);
      invoice.put("billing_reason", "upcoming").put("created", chronicle.now());
      invoice.set("currency", of.path("currency"));
      invoice.set("customer", of.path("customer"));
      invoice.put("livemode", chronicle.account().livemode()).put("status", "draft");
      invoice.put("next_payment_attempt", end + 3_600).put("period_end", end);
      invoice.set("period_start", of.at("/items/data/0/current_period_start"));
      invoice.set("parent", Billing.parent(subscription));
      chronicle.tell("invoice.upcoming", invoice);
      return invoice;
    });
  }
}
