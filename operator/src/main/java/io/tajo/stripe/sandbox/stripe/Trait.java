package io.tajo.stripe.sandbox.stripe;

/** What a draw decides; each has its own stream of chance. */
enum Trait {
  ID(1),
  TIME(2),
  FIRST_NAME(3),
  LAST_NAME(4),
  DOMAIN(5),
  CURRENCY(6),
  PHONE(7),
  ADDRESS(8),
  TIER(9),
  BALANCE(10),
  AMOUNT(11),
  DECLINE(12),
  PRICE(13),
  QUANTITY(14),
  COUPON(15),
  STATUS(16);

  final int stream;

  Trait(int stream) {
    this.stream = stream;
  }
}
