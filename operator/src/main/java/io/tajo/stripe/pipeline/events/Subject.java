package io.tajo.stripe.pipeline.events;

import io.tajo.stripe.ledger.Kind;
import io.tajo.stripe.stripe.Resource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What an event is about, by the {@code object} member of what it shows. */
enum Subject {
  CUSTOMER("customer", Kind.CUSTOMER, Resource.CUSTOMERS),
  CHARGE("charge", Kind.CHARGE, Resource.CHARGES),
  REFUND("refund", Kind.REFUND, Resource.REFUNDS),
  DISPUTE("dispute", Kind.DISPUTE, Resource.DISPUTES),
  SUBSCRIPTION("subscription", Kind.SUBSCRIPTION, Resource.SUBSCRIPTIONS),
  INVOICE("invoice", Kind.INVOICE, Resource.INVOICES),
  CHECKOUT_SESSION("checkout.session", Kind.CHECKOUT_SESSION, Resource.CHECKOUT_SESSIONS),
  PRODUCT("product", Kind.PRODUCT, Resource.PRODUCTS),
  PRICE("price", Kind.PRICE, Resource.PRICES),
  COUPON("coupon", Kind.COUPON, Resource.COUPONS),
  DISCOUNT("discount", null, null),
  PAYMENT_INTENT("payment_intent", null, Resource.PAYMENT_INTENTS),
  OTHER("", null, null);

  private final String object;
  private final @Nullable Kind kind;
  private final @Nullable Resource resource;

  Subject(String object, @Nullable Kind kind, @Nullable Resource resource) {
    this.object = object;
    this.kind = kind;
    this.resource = resource;
  }

  static Subject of(StripeEvent event) {
    String object = StripeEvent.text(event.object(), "object").orElse("");
    return Arrays.stream(values())
        .filter(subject -> subject.object.equals(object))
        .findFirst()
        .orElse(OTHER);
  }

  /** What the ledger holds of it; null: no rows. */
  @Nullable Kind kind() {
    return kind;
  }

  /** Where it can be read; null: nowhere by itself. */
  @Nullable Resource resource() {
    return resource;
  }
}
