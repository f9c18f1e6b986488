package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The account's charges, of cards and of other payment methods ({@code py_…}). */
final class Charges implements Sequence {
  static final long REFUND_DELAY = Duration.ofDays(2).toSeconds();
  static final long DISPUTE_DELAY = Duration.ofDays(5).toSeconds();
  private static final List<String> PREFIXES = List.of("ch_", "py_");
  private static final List<String> DECLINES =
      List.of("card_declined", "expired_card", "insufficient_funds", "processing_error");
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"charge","amount":0,"amount_captured":0,"amount_refunded":0,
           "application":null,"application_fee":null,"application_fee_amount":null,
           "balance_transaction":null,"billing_details":{"address":null,"email":null,"name":null,
           "phone":null,"tax_id":null},"calculated_statement_descriptor":"TAJO SANDBOX",
           "captured":true,"created":0,"currency":"usd","customer":null,"description":null,
           "disputed":false,"failure_balance_transaction":null,"failure_code":null,
           "failure_message":null,"fraud_details":{},"livemode":false,"metadata":{},
           "on_behalf_of":null,"outcome":null,"paid":true,"payment_intent":null,
           "payment_method":null,"payment_method_details":null,"receipt_email":null,
           "receipt_number":null,"receipt_url":null,"refunded":false,"review":null,"shipping":null,
           "source":null,"source_transfer":null,"statement_descriptor":null,
           "statement_descriptor_suffix":null,"status":"succeeded","transfer_data":null,
           "transfer_group":null}
          """);
  private static final ObjectNode CARD =
      Json.template(
          """
          {"card":{"brand":"visa","country":"US","exp_month":8,"exp_year":2030,"funding":"credit",
           "last4":"4242","network":"visa"},"type":"card"}
          """);
  private static final ObjectNode DEBIT =
      Json.template(
          """
          {"sepa_debit":{"bank_code":"37040044","country":"DE","last4":"3000"},"type":"sepa_debit"}
          """);

  private final World world;
  private final Customers customers;
  private final ChargeOrder order;

  Charges(World world, Customers customers) {
    this.world = world;
    this.customers = customers;
    this.order = new ChargeOrder(customers.size(), customers.size() * world.chargesPerCustomer());
  }

  /** One without particulars. */
  static ObjectNode template() {
    return TEMPLATE.deepCopy();
  }

  @Override
  public long size() {
    return order.size();
  }

  @Override
  public long created(long index) {
    return world.timeline().at(order.position(index));
  }

  @Override
  public String id(long index) {
    return (card(index) ? "ch_" : "py_") + world.serials().of(index);
  }

  @Override
  public long indexOf(String id) {
    for (String prefix : PREFIXES) {
      long index = world.serials().indexOf(id, prefix);
      if (index >= 0 && index < size() && id(index).equals(id)) {
        return index;
      }
    }
    return -1;
  }

  boolean card(long index) {
    return index % 7 != 3;
  }

  /** As of the account's present: a refund or dispute that is still to come does not show. */
  ChargeState state(long index) {
    ChargeState fate = ChargeState.of(index);
    if (fate.refunds() > 0 && created(index) + REFUND_DELAY > world.asOf()) {
      return fate.beforeRefunds();
    }
    return fate.dispute != null && created(index) + DISPUTE_DELAY > world.asOf()
        ? ChargeState.SUCCEEDED
        : fate;
  }

  /** Null for a guest's. */
  @Nullable String customer(long index) {
    long customer = order.customer(index);
    return customer == ChargeOrder.GUEST ? null : customers.id(customer);
  }

  LongStream ofCustomer(String id) {
    long customer = customers.indexOf(id);
    return customer < 0 ? LongStream.empty() : order.charges(customer);
  }

  /** Mostly the customer's; some customers pay in another. */
  String currency(long index) {
    long customer = order.customer(index);
    return customer == ChargeOrder.GUEST || index % 10 == 8
        ? world.dice().pick(Trait.CURRENCY, ~index, Money.COMMON)
        : customers.billedIn(customer);
  }

  long amount(long index) {
    return Money.fromCents(500L + world.dice().below(Trait.AMOUNT, index, 25_000), currency(index));
  }

  long captured(long index) {
    return Money.share(amount(index), state(index).captured, currency(index));
  }

  /** A refund's amount; the last one of a full refund or expired hold leaves nothing. */
  long refund(long index, int ordinal) {
    ChargeState state = state(index);
    return switch (state) {
      case REFUNDED, HOLD_EXPIRED -> amount(index);
      case REMAINDER_AS_REFUND -> amount(index) - captured(index);
      default -> Money.share(amount(index), state.refundPercent(ordinal), currency(index));
    };
  }

  /** A failed refund gives the money back to the account. */
  long refunded(long index) {
    ChargeState state = state(index);
    long sum = 0;
    for (int i = 0; state != ChargeState.REFUND_FAILED && i < state.refunds(); i++) {
      sum += refund(index, i);
    }
    return sum;
  }

  /** Whether the charge has its balance transaction yet. */
  boolean settled(long index) {
    return state(index).payment() && index % 40 != 13;
  }

  /** What the balance transaction is over: a remainder that shows as a refund was in it. */
  long settledOver(long index) {
    return state(index) == ChargeState.REMAINDER_AS_REFUND ? amount(index) : captured(index);
  }

  @Nullable String intent(long index) {
    return index % 11 == 5 ? null : "pi_" + world.serials().of(index);
  }

  @Override
  public ObjectNode object(long index) {
    ChargeState state = state(index);
    ObjectNode charge = Json.copy(TEMPLATE);
    charge.put("id", id(index));
    charge.put("amount", amount(index));
    charge.put("amount_captured", captured(index));
    charge.put("amount_refunded", refunded(index));
    charge.put("balance_transaction", settled(index) ? Settlements.ofCharge(world, index) : null);
    charge.put("captured", state.captured > 0);
    charge.put("created", created(index));
    charge.put("currency", currency(index));
    charge.put("customer", customer(index));
    charge.put("disputed", state.dispute != null);
    charge.put("livemode", world.livemode());
    charge.put("paid", state.status.equals("succeeded"));
    charge.put("payment_intent", intent(index));
    charge.put("payment_method", "pm_" + world.serials().of(index));
    charge.set("payment_method_details", card(index) ? CARD : DEBIT);
    charge.put("refunded", refunded(index) == amount(index));
    charge.put("status", state.status);
    if (state == ChargeState.FAILED) {
      charge.put("failure_code", world.dice().pick(Trait.DECLINE, index, DECLINES));
      charge.put("failure_message", "Your card was declined.");
    } else {
      charge.put("receipt_url", "https://pay.stripe.com/receipts/payment/" + id(index));
    }
    return charge;
  }
}
