package io.tajo.stripe.profile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A coupon; remembered when deleted in Stripe.
 *
 * @param duration {@code forever}, {@code once} or {@code repeating}
 * @param percentOff 0 to 100, null with {@code amountOff}
 * @param amountOff minor units of {@code currency}
 * @param amountOffByCurrency {@code currency_options}: minor units by lower-case currency
 * @param appliesTo product ids it is limited to; empty: all
 */
public record CouponRow(
    String id,
    String duration,
    @Nullable BigDecimal percentOff,
    @Nullable Long amountOff,
    @Nullable String currency,
    Map<String, Long> amountOffByCurrency,
    List<String> appliesTo) {}
