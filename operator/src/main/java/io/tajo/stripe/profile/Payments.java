package io.tajo.stripe.profile;

import io.tajo.stripe.profile.Origin.Choice;
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
  /** The newest first. */
  private final List<Payment> payments = new ArrayList<>();

  private final List<SourceObject> failed = new ArrayList<>();
  private List<SourceObject> disputed = List.of();

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
        failed.add(SourceObject.of(charge));
      }
    }
    payments.sort(Newest.PAYMENT.reversed());
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
    disputed =
        disputes.stream()
            .filter(dispute -> ids.contains(dispute.charge()))
            .map(SourceObject::of)
            .toList();
  }

  /** The newest payment's currency; null without any. */
  @Nullable Saying currency() {
    Payment newest = payments.isEmpty() ? null : payments.getFirst();
    return newest == null ? null : Saying.of(newest.currency(), SourceObject.of(newest.charge()));
  }

  void add(Figures figures, Conversion conversion) {
    figures.count(
        Field.PAYMENT_COUNT, payments.stream().map(one -> SourceObject.of(one.charge())).toList());
    figures.count(Field.FAILED_PAYMENT_COUNT, failed);
    figures.count(Field.DISPUTE_COUNT, disputed);
    boolean none = payments.isEmpty();
    addDay(figures, Field.FIRST_PAYMENT_DATE, none ? null : payments.getLast(), Choice.OLDEST);
    addDay(figures, Field.LAST_PAYMENT_DATE, none ? null : payments.getFirst(), Choice.NEWEST);
    addMoney(figures, conversion);
  }

  private static void addDay(
      Figures figures, Field field, @Nullable Payment payment, Choice choice) {
    SourceObject charge = payment == null ? null : SourceObject.of(payment.charge());
    figures.day(field, charge == null ? null : charge.created(), Origin.said(charge, choice));
  }

  private void addMoney(Figures figures, Conversion conversion) {
    List<Portion> kept = new ArrayList<>(payments.size());
    List<Portion> refunded = new ArrayList<>(payments.size());
    Portion newest = null;
    for (Payment payment : payments) {
      BigInteger settles = payment.captured().add(payment.reversed());
      Rate rate = conversion.rate(payment.charge(), payment.currency(), settles);
      kept.add(portion(payment, payment.kept(), rate));
      refunded.add(portion(payment, payment.refunded(), rate));
      if (rate == null) {
        figures.leaveOut("charge", payment.currency(), payment.charge().id());
      } else if (newest == null) {
        newest = portion(payment, payment.captured(), rate);
      }
    }
    Origin.Sum spent = new Origin.Sum(kept);
    figures.money(Field.TOTAL_SPENT, spent);
    figures.money(Field.TOTAL_REFUNDED, new Origin.Sum(refunded));
    figures.money(Field.AVERAGE_ORDER_VALUE, new Origin.Average(spent));
    figures.money(Field.LAST_PAYMENT_AMOUNT, new Origin.Single(newest, Choice.NEWEST));
  }

  private static Portion portion(Payment payment, BigInteger amount, @Nullable Rate rate) {
    return new Portion(
        SourceObject.of(payment.charge()),
        BigFraction.of(amount),
        payment.currency(),
        rate,
        payment);
  }

  /** What was spent in each currency that has a payment, unconverted. */
  Map<String, Origin.Sum> totals() {
    Map<String, List<Portion>> portions = new TreeMap<>();
    for (Payment payment : payments) {
      portions
          .computeIfAbsent(payment.currency(), currency -> new ArrayList<>())
          .add(portion(payment, payment.kept(), Rate.SAME));
    }
    Map<String, Origin.Sum> totals = new TreeMap<>();
    portions.forEach((currency, some) -> totals.put(currency, new Origin.Sum(some)));
    return totals;
  }
}
