package io.tajo.stripe.profile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.numbers.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** What a contact has paid: figures over its charges, their refunds and their disputes. */
final class Payments {
  private final List<Payment> payments = new ArrayList<>();
  private long failed;
  private long disputed;

  /**
   * @param charges that count
   * @param refunds with reporting categories that may be used; empty where they may not be read
   * @param disputes empty where they may not be read
   */
  Payments(List<ChargeRow> charges, List<RefundRow> refunds, List<DisputeRow> disputes) {
    Map<String, BigInteger> reversed = reversedByCharge(refunds);
    Map<String, List<DisputeRow>> lost = lostByCharge(disputes);
    for (ChargeRow charge : charges) {
      if (Payment.is(charge)) {
        payments.add(
            Payment.of(
                charge,
                reversed.getOrDefault(charge.id(), BigInteger.ZERO),
                lost.getOrDefault(charge.id(), List.of())));
      } else if ("failed".equals(charge.status())) {
        failed++;
      }
    }
    if (!disputes.isEmpty()) {
      countDisputes(charges, disputes);
    }
  }

  private static Map<String, BigInteger> reversedByCharge(List<RefundRow> refunds) {
    Map<String, BigInteger> reversed = new HashMap<>();
    for (RefundRow refund : refunds) {
      String charge = refund.charge();
      if (charge != null && "partial_capture_reversal".equals(refund.reportingCategory())) {
        BigInteger amount = BigInteger.valueOf(Math.max(refund.amount(), 0));
        reversed.merge(charge, amount, BigInteger::add);
      }
    }
    return reversed;
  }

  private static Map<String, List<DisputeRow>> lostByCharge(List<DisputeRow> disputes) {
    Map<String, List<DisputeRow>> lost = new HashMap<>();
    for (DisputeRow dispute : disputes) {
      String charge = dispute.charge();
      if (charge != null && "lost".equals(dispute.status())) {
        lost.computeIfAbsent(charge, id -> new ArrayList<>()).add(dispute);
      }
    }
    return lost;
  }

  private void countDisputes(List<ChargeRow> charges, List<DisputeRow> disputes) {
    Set<String> ids = new HashSet<>();
    charges.forEach(charge -> ids.add(charge.id()));
    disputed = disputes.stream().filter(dispute -> ids.contains(dispute.charge())).count();
  }

  /** The newest payment's currency; null without any. */
  @Nullable String currency() {
    Payment newest = Newest.of(payments, Newest.PAYMENT);
    return newest == null || newest.currency().isEmpty() ? null : newest.currency();
  }

  void add(Figures figures, Conversion conversion) {
    figures.count(Field.PAYMENT_COUNT, payments.size());
    figures.count(Field.FAILED_PAYMENT_COUNT, failed);
    figures.count(Field.DISPUTE_COUNT, disputed);
    Payment first = Newest.of(payments, Newest.PAYMENT.reversed());
    Payment last = Newest.of(payments, Newest.PAYMENT);
    figures.day(Field.FIRST_PAYMENT_DATE, first == null ? null : first.charge().created());
    figures.day(Field.LAST_PAYMENT_DATE, last == null ? null : last.charge().created());
    addMoney(figures, conversion);
  }

  private void addMoney(Figures figures, Conversion conversion) {
    Sum spent = new Sum();
    Sum refunded = new Sum();
    long added = 0;
    Payment newest = null;
    BigFraction newestFactor = BigFraction.ONE;
    for (Payment payment : payments) {
      BigInteger settles = payment.captured().add(payment.reversed());
      BigFraction factor = conversion.factor(payment.charge(), payment.currency(), settles);
      if (factor == null) {
        figures.leaveOut("charge", payment.currency(), payment.charge().id());
        continue;
      }
      spent.add(payment.kept(), factor);
      refunded.add(payment.refunded(), factor);
      added++;
      if (newest == null || Newest.PAYMENT.compare(payment, newest) > 0) {
        newest = payment;
        newestFactor = factor;
      }
    }
    BigFraction total = spent.total();
    figures.money(Field.TOTAL_SPENT, total);
    figures.money(Field.TOTAL_REFUNDED, refunded.total());
    figures.money(Field.AVERAGE_ORDER_VALUE, added == 0 ? null : total.divide(added));
    figures.money(
        Field.LAST_PAYMENT_AMOUNT,
        newest == null ? null : newestFactor.multiply(newest.captured()));
  }

  /** What was spent in each currency that has a payment, unconverted. */
  Map<String, Value.Money> totals() {
    Map<String, BigInteger> sums = new TreeMap<>();
    for (Payment payment : payments) {
      sums.merge(payment.currency(), payment.kept(), BigInteger::add);
    }
    Map<String, Value.Money> totals = new TreeMap<>();
    sums.forEach((currency, minor) ->
        totals.put(currency, new Value.Money(BigFraction.of(minor), currency)));
    return totals;
  }
}
