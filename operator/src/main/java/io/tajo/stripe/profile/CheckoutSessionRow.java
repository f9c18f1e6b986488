package io.tajo.stripe.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkout session.
 *
 * @param address the normalised usable e-mail of {@code customer_details.email}, else {@code
 *     customer_email}; null without one
 * @param consentPromotions {@code consent.promotions}: {@code opt_in}, {@code opt_out}
 * @param consentCollection {@code consent_collection.promotions}: {@code auto}, {@code none}
 * @param recoveryUrl {@code after_expiration.recovery.url}
 * @param recoveredFrom the expired session that this one recovers
 */
public record CheckoutSessionRow(
    String id,
    Instant created,
    @Nullable String customer,
    @Nullable String address,
    @Nullable String status,
    @Nullable String consentPromotions,
    @Nullable String consentCollection,
    @Nullable String recoveryUrl,
    @Nullable Instant recoveryExpiresAt,
    @Nullable String recoveredFrom) {
  /** The same without a link to recover it by. */
  public CheckoutSessionRow withoutRecovery() {
    return new CheckoutSessionRow(
        id,
        created,
        customer,
        address,
        status,
        consentPromotions,
        consentCollection,
        null,
        null,
        recoveredFrom);
  }
}
