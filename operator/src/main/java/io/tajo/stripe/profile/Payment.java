package io.tajo.stripe.profile;

import java.math.BigInteger;

/**
 * A charge that brought money: status succeeded and {@code amount_captured} above 0, refunded or
 * not. Amounts are minor units of {@code currency}.
 *
 * @param currency lower case
 * @param reversed the part of {@code amount_refunded} that was never captured
 * @param refunded what was captured and given back, at least 0
 * @param kept captured − refunded − lost disputes, at least 0
 */
public record Payment(
    ChargeRow charge,
    String currency,
    BigInteger captured,
    BigInteger reversed,
    BigInteger refunded,
    BigInteger kept)
    implements Portion.Detail {
  static boolean is(ChargeRow charge) {
    return "succeeded".equals(charge.status()) && charge.amountCaptured() > 0;
  }

  /**
   * @param reversed of the charge's refunds, those of an uncaptured remainder
   * @param lost of the charge's lost disputes
   */
  static Payment of(ChargeRow charge, BigInteger reversed, Iterable<DisputeRow> lost) {
    String currency = Currencies.code(charge.currency());
    BigInteger captured = BigInteger.valueOf(charge.amountCaptured());
    BigInteger refunded =
        BigInteger.valueOf(charge.amountRefunded()).subtract(reversed).max(BigInteger.ZERO);
    BigInteger kept = captured.subtract(refunded);
    for (DisputeRow dispute : lost) {
      boolean comparable = Currencies.code(dispute.currency()).equals(currency);
      // In another currency there is no telling how much of the charge it took: all.
      kept =
          kept.subtract(comparable ? BigInteger.valueOf(Math.max(dispute.amount(), 0)) : captured);
    }
    return new Payment(charge, currency, captured, reversed, refunded, kept.max(BigInteger.ZERO));
  }
}
