package io.tajo.stripe.sandbox.stripe.life;

import org.jspecify.annotations.Nullable;

/**
 * What a buyer was asked about promotional mail, and answered
 * (https://docs.stripe.com/payments/checkout/promotional-emails-consent).
 */
public enum PromotionConsent {
  OPT_IN("auto", "opt_in"),
  OPT_OUT("auto", "opt_out"),
  /** Asked, without an answer. */
  UNANSWERED("auto", null),
  /** The session says that it does not ask. */
  NOT_ASKED("none", null),
  /** The session says nothing of consent. */
  NOTHING_SAID(null, null);

  final @Nullable String asked;
  final @Nullable String given;

  PromotionConsent(@Nullable String asked, @Nullable String given) {
    this.asked = asked;
    this.given = given;
  }
}
