package io.tajo.stripe.ledger;

/** A kind of Stripe object that the ledger holds rows of. */
public enum Kind {
  CUSTOMER("customer"),
  CHARGE("charge"),
  REFUND("refund"),
  DISPUTE("dispute"),
  SUBSCRIPTION("subscription"),
  INVOICE("invoice"),
  PRODUCT("product"),
  PRICE("price"),
  COUPON("coupon"),
  CHECKOUT_SESSION("checkout_session");

  private final String table;

  Kind(String table) {
    this.table = table;
  }

  String table() {
    return table;
  }
}
