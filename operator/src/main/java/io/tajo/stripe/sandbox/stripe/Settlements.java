package io.tajo.stripe.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Balance transactions: what charges, refunds and disputes came to in the account's currencies. */
public final class Settlements {
  private static final ObjectNode TEMPLATE =
      Json.template(
          """
          {"id":"","object":"balance_transaction","amount":0,"available_on":0,
           "balance_type":"payments","created":0,"currency":"usd","description":null,
           "exchange_rate":null,"fee":0,"fee_details":[],"net":0,"reporting_category":"charge",
           "source":null,"status":"available","type":"charge"}
          """);

  private Settlements() {}

  static String ofCharge(World world, long charge) {
    return "txn_1" + world.serials().of(charge);
  }

  static String ofRefund(World world, long refund) {
    return "txn_2" + world.serials().of(refund);
  }

  /** One sequence a kind of source; together they are the account's balance transactions. */
  static List<Sequence> all(World world, Charges charges, Refunds refunds, Disputes disputes) {
    return List.of(
        new Of("txn_1", world, charges, charge -> ofCharge(world, charges, charge)),
        new Of("txn_2", world, refunds, refund -> ofRefund(world, charges, refunds, refund)),
        new Of("txn_3", world, disputes, disputes::withdrawal));
  }

  private static @Nullable ObjectNode ofCharge(World world, Charges charges, long charge) {
    if (!charges.settled(charge)) {
      return null;
    }
    String currency = charges.currency(charge);
    ObjectNode transaction =
        transaction(ofCharge(world, charge), charges.settledOver(charge), currency, 1);
    return transaction
        .put("created", charges.created(charge))
        .put("available_on", charges.created(charge) + 172_800)
        .put("reporting_category", "charge")
        .put("source", charges.id(charge))
        .put("type", charges.card(charge) ? "charge" : "payment");
  }

  private static @Nullable ObjectNode ofRefund(
      World world, Charges charges, Refunds refunds, long refund) {
    if (!refunds.settled(refund)) {
      return null;
    }
    long charge = refunds.charge(refund);
    ObjectNode transaction =
        transaction(ofRefund(world, refund), refunds.amount(refund), charges.currency(charge), -1);
    return transaction
        .put("created", refunds.created(refund))
        .put("available_on", refunds.created(refund))
        .put("reporting_category", refunds.reportingCategory(refund))
        .put("source", refunds.id(refund))
        .put("type", charges.card(charge) ? "refund" : "payment_refund");
  }

  static ObjectNode withdrawal(World world, Disputes disputes, Charges charges, long dispute) {
    long charge = disputes.charge(dispute);
    ObjectNode transaction =
        transaction(
            "txn_3" + world.serials().of(dispute),
            charges.amount(charge),
            charges.currency(charge),
            -1);
    return transaction
        .put("created", disputes.created(dispute))
        .put("available_on", disputes.created(dispute))
        .put("reporting_category", "dispute")
        .put("source", disputes.id(dispute))
        .put("type", "adjustment");
  }

  /** A transaction over an amount of a currency; fees of 2.9 % are kept on money that comes in. */
  public static ObjectNode transaction(String id, long amount, String currency, int sign) {
    long settled = sign * Money.settled(amount, currency);
    long fee = sign > 0 ? settled * 29 / 1_000 : 0;
    ObjectNode transaction = Json.copy(TEMPLATE);
    transaction.put("id", id).put("amount", settled).put("fee", fee).put("net", settled - fee);
    transaction.put("currency", Money.settlement(currency));
    if (!currency.equals(Money.settlement(currency))) {
      transaction.put("exchange_rate", Money.exchangeRate(currency));
    }
    return transaction;
  }

  private record Of(
      String prefix, World world, Sequence sources, LongFunction<@Nullable ObjectNode> make)
      implements Sequence {
    @Override
    public long size() {
      return sources.size();
    }

    @Override
    public long created(long index) {
      return sources.created(index);
    }

    @Override
    public String id(long index) {
      return prefix + world.serials().of(index);
    }

    @Override
    public long indexOf(String id) {
      long index = world.serials().indexOf(id, prefix);
      return index < size() ? index : -1;
    }

    @Override
    public @Nullable ObjectNode object(long index) {
      return make.apply(index);
    }
  }
}
