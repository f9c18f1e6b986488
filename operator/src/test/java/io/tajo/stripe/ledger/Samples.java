package io.tajo.stripe.ledger;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tajo.stripe.contact.Written;
import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.CheckoutSessionRow;
import io.tajo.stripe.profile.CouponRow;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DiscountRow;
import io.tajo.stripe.profile.EmailAddress;
import io.tajo.stripe.profile.InvoiceRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.SubscriptionItemRow;
import io.tajo.stripe.profile.SubscriptionRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Rows to test with: what a test does not name has some plain value. */
final class Samples {
  static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant LATE = Instant.parse("2026-01-02T00:00:00Z");
  static final Instant CREATED = Instant.parse("2025-05-05T05:05:05Z");

  private Samples() {}

  static CustomerRow customer(String id, @Nullable String email) {
    return customer(id, email, Map.of());
  }

  static CustomerRow customer(String id, @Nullable String email, Map<String, String> metadata) {
    return customer(id, email, metadata, null, null);
  }

  static CustomerRow customer(
      String id,
      @Nullable String email,
      Map<String, String> metadata,
      @Nullable DiscountRow discount,
      @Nullable String testClock) {
    return new CustomerRow(
        id,
        CREATED,
        false,
        testClock,
        email,
        EmailAddress.of(email).value(),
        "Ada Lovelace",
        "+33 1 23 45 67 89",
        "FR",
        "Paris",
        "75001",
        false,
        "fr",
        "eur",
        -250,
        metadata,
        discount);
  }

  static CustomerRow deleted(String id) {
    return new CustomerRow(
        id, CREATED, true, null, null, null, null, null, null, null, null, null, null, null, 0,
        Map.of(), null);
  }

  static ChargeRow charge(String id, @Nullable String customer, long captured) {
    return new ChargeRow(id, CREATED, customer, "eur", "succeeded", captured, 0, null, null);
  }

  static InvoiceRow invoice(String id, @Nullable String customer) {
    return new InvoiceRow(id, CREATED, customer, "open", "eur", 100, 100, "A-1", "https://i/1");
  }

  static DiscountRow discount(String coupon) {
    return new DiscountRow("di_" + coupon, coupon, CREATED, null);
  }

  static SubscriptionItemRow item(String id, String price, DiscountRow... discounts) {
    return new SubscriptionItemRow(id, CREATED, price, 2L, LATE, List.of(discounts));
  }

  static SubscriptionRow subscription(
      String id,
      @Nullable String customer,
      List<SubscriptionItemRow> items,
      DiscountRow... discounts) {
    return new SubscriptionRow(
        id,
        CREATED,
        customer,
        "active",
        "eur",
        CREATED,
        null,
        null,
        false,
        null,
        null,
        null,
        items,
        List.of(discounts));
  }

  static PriceRow price(String id, @Nullable String amount, String currency, boolean complete) {
    PriceRow.Unit unit =
        new PriceRow.Unit(amount == null ? null : new BigDecimal(amount), List.of());
    return new PriceRow(
        id, "prod_1", "Pro", currency, unit, null, "month", 1, false, null, false, Map.of(),
        complete);
  }

  static CouponRow coupon(String id) {
    return new CouponRow(id, "forever", new BigDecimal("12.5"), null, null, Map.of(), List.of());
  }

  static CheckoutSessionRow guestSession(String id, String address, String consent) {
    return new CheckoutSessionRow(
        id, CREATED, null, address, "expired", consent, "auto", "https://r/1", LATE, null);
  }

  static Written written(String address) {
    return new Written(
        address,
        List.of("cus_1"),
        new TreeMap<>(Map.of("FIRSTNAME", TextNode.valueOf("Ada"))),
        new TreeSet<>(List.of(20L)),
        false,
        new TreeMap<>(),
        null,
        null);
  }
}
