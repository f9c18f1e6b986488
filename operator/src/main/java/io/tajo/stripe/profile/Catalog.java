package io.tajo.stripe.profile;

import java.util.Map;

/** What subscriptions refer to, by id. */
public record Catalog(
    Map<String, PriceRow> prices,
    Map<String, ProductRow> products,
    Map<String, CouponRow> coupons) {}
