package io.tajo.stripe.sandbox.stripe;

/** What a draw decides; each has its own stream of chance. */
enum Trait {
  ID,
  TIME,
  FIRST_NAME,
  LAST_NAME,
  DOMAIN,
  CURRENCY,
  PHONE,
  ADDRESS,
  TIER,
  BALANCE,
  AMOUNT,
  DECLINE,
  PRICE,
  QUANTITY,
  COUPON,
  STATUS
}
