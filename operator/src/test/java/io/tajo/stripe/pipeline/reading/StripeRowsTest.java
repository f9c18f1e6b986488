package io.tajo.stripe.pipeline.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Dispute;
import com.stripe.model.Invoice;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.Refund;
import com.stripe.model.Subscription;
import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.CheckoutSessionRow;
import io.tajo.stripe.profile.CouponRow;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DiscountRow;
import io.tajo.stripe.profile.DisputeRow;
import io.tajo.stripe.profile.InvoiceRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.ProductRow;
import io.tajo.stripe.profile.RefundRow;
import io.tajo.stripe.profile.SubscriptionRow;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against Stripe's own example objects, and against what those leave out. */
class StripeRowsTest {
  private static final Instant CREATED = Instant.ofEpochSecond(1_234_567_890);
  private static final JsonObject SHAPES = shapes();

  @Test
  void aCustomer() {
    CustomerRow row =
        StripeRows.customer(
            json(
                Customer.class,
                """
                {"id":"cus_1","object":"customer","created":1700000000,"email":"\\u00a0Ada@Example.com ",
                 "name":"Ada\\u0000 Lovelace","phone":null,"balance":-9223372036854775807,"currency":"eur",
                 "address":{"country":"FR","city":"Paris","postal_code":null},"delinquent":true,
                 "preferred_locales":["fr-FR","en"],"metadata":{"tier":"gold","none":null},
                 "test_clock":"clock_1",
                 "discount":{"id":"di_1","object":"discount","start":5,"end":null,
                             "source":{"type":"coupon","coupon":"SAVE"}}}
                """));
    assertThat(row)
        .isEqualTo(
            new CustomerRow(
                "cus_1",
                Instant.ofEpochSecond(1_700_000_000),
                false,
                "clock_1",
                "\u00a0Ada@Example.com ",
                "ada@example.com",
                "Ada Lovelace",
                null,
                "FR",
                "Paris",
                null,
                true,
                "fr-FR",
                "eur",
                -9_223_372_036_854_775_807L,
                Map.of("tier", "gold"),
                new DiscountRow("di_1", "SAVE", Instant.ofEpochSecond(5), null)));
  }

  @Test
  void theExampleCustomerHasNeitherAddressNorDiscount() {
    CustomerRow row = StripeRows.customer(shape("customer", Customer.class));
    assertThat(row.created()).isEqualTo(CREATED);
    assertThat(row.address()).isNull();
    assertThat(row.metadata()).isEmpty();
    assertThat(row.discount()).as("its coupon is null").isNull();
  }

  @Test
  void aDeletedCustomerHasHardlyAnything() {
    CustomerRow row =
        StripeRows.customer(
            json(Customer.class, "{\"id\":\"cus_1\",\"object\":\"customer\",\"deleted\":true}"));
    assertThat(row.deleted()).isTrue();
    assertThat(row.created()).isEqualTo(Instant.EPOCH);
    assertThat(row.metadata()).isEmpty();
  }

  @Test
  void aCharge() {
    assertThat(StripeRows.charge(shape("charge", Charge.class)))
        .isEqualTo(
            new ChargeRow(
                "ch_1PgafuB7WZ01zgkWXYmPNZs8",
                CREATED,
                null,
                "usd",
                "succeeded",
                0,
                0,
                null,
                null));
    assertThat(
            StripeRows.charge(
                json(
                    Charge.class,
                    """
                    {"id":"py_1","object":"charge","created":1,"currency":"JPY","status":"settling",
                     "customer":{"id":"cus_1","object":"customer"},"amount_captured":500,
                     "amount_refunded":20,
                     "balance_transaction":{"id":"txn_1","object":"balance_transaction",
                                            "amount":312,"currency":"usd"}}
                    """)))
        .isEqualTo(
            new ChargeRow(
                "py_1",
                Instant.ofEpochSecond(1),
                "cus_1",
                "jpy",
                "settling",
                500,
                20,
                312L,
                "usd"));
  }

  @Test
  void aRefundAndADispute() {
    assertThat(StripeRows.refund(shape("refund", Refund.class)))
        .isEqualTo(
            new RefundRow(
                "re_1Pgc72B7WZ01zgkWqPvrRrPE",
                CREATED,
                "ch_1PgafuB7WZ01zgkWXYmPNZs8",
                100,
                "succeeded",
                null));
    assertThat(
            StripeRows.refund(
                    json(
                        Refund.class,
                        """
                        {"id":"re_1","object":"refund","balance_transaction":{"id":"txn_1",
                         "object":"balance_transaction","reporting_category":"partial_capture_reversal"}}
                        """))
                .reportingCategory())
        .isEqualTo("partial_capture_reversal");
    assertThat(StripeRows.dispute(shape("dispute", Dispute.class)))
        .isEqualTo(
            new DisputeRow(
                "dp_1Pgc71B7WZ01zgkWMevJiAUx",
                CREATED,
                "ch_1PgafuB7WZ01zgkWXYmPNZs8",
                1000,
                "usd",
                "warning_needs_response"));
  }

  @Test
  void aSubscription() {
    Subscription subscription = shape("subscription", Subscription.class);
    SubscriptionRow row = StripeRows.subscription(subscription);
    assertThat(row.status()).isEqualTo("active");
    assertThat(row.customer()).isEqualTo("cus_QXg1o8vcGmoR32");
    assertThat(row.cancelAtPeriodEnd()).isTrue();
    assertThat(row.pauseBehavior()).isEqualTo("mark_uncollectible");
    assertThat(row.items()).hasSize(1);
    assertThat(row.items().getFirst().price()).isEqualTo("price_1PgafmB7WZ01zgkW6dKueIc5");
    assertThat(row.items().getFirst().quantity()).isEqualTo(1);
    assertThat(row.items().getFirst().currentPeriodEnd())
        .isEqualTo(Instant.ofEpochSecond(976_287_773));
    assertThat(StripeRows.prices(subscription))
        .singleElement()
        .satisfies(price -> {
          assertThat(price.unit().amount()).isEqualByComparingTo("2000");
          assertThat(price.complete()).isFalse();
        });
  }

  @Test
  void discountsKeepTheirOrderAndThoseWithoutCouponAreLeftOut() {
    SubscriptionRow row =
        StripeRows.subscription(
            json(
                Subscription.class,
                """
                {"id":"sub_1","object":"subscription","status":"hibernating","customer":null,
                 "discounts":[{"id":"di_2","object":"discount","source":{"coupon":"B"}},
                              "di_unexpanded",
                              {"id":"di_0","object":"discount","source":{"coupon":null}},
                              {"id":"di_1","object":"discount","end":9,
                               "source":{"coupon":{"id":"A","object":"coupon"}}}],
                 "items":{"object":"list","data":[{"id":"si_1","object":"subscription_item",
                   "price":null,"plan":{"id":"plan_1","object":"plan"},
                   "discounts":[{"id":"di_3","object":"discount","source":{"coupon":"C"}}]}]}}
                """));
    assertThat(row.status()).isEqualTo("hibernating");
    assertThat(row.customer()).isNull();
    assertThat(row.discounts())
        .containsExactly(
            new DiscountRow("di_2", "B", null, null),
            new DiscountRow("di_1", "A", null, Instant.ofEpochSecond(9)));
    assertThat(row.items().getFirst().price()).isEqualTo("plan_1");
    assertThat(row.items().getFirst().quantity()).isNull();
    assertThat(row.items().getFirst().discounts())
        .containsExactly(new DiscountRow("di_3", "C", null, null));
  }

  @Test
  void aTieredPriceInSeveralCurrencies() {
    PriceRow row =
        PriceRows.price(
            json(
                Price.class,
                """
                {"id":"price_1","object":"price","currency":"usd","product":"prod_1",
                 "billing_scheme":"tiered","tiers_mode":"graduated","unit_amount":null,
                 "recurring":{"interval":"month","interval_count":3,"usage_type":"metered"},
                 "transform_quantity":null,
                 "tiers":[{"up_to":10,"unit_amount":1,"unit_amount_decimal":"0.5","flat_amount":7},
                          {"up_to":null,"unit_amount":2}],
                 "currency_options":{
                   "usd":{"tiers":[]},
                   "eur":{"tiers":[{"up_to":null,"flat_amount_decimal":"1.25"}]},
                   "jpy":{"unit_amount":9007199254740993}}}
                """));
    assertThat(row.unit().amount()).isNull();
    assertThat(row.unit().tiers())
        .containsExactly(
            new PriceRow.Tier(10L, new BigDecimal("0.5"), new BigDecimal("7")),
            new PriceRow.Tier(null, new BigDecimal("2"), null));
    assertThat(row.tiersMode()).isEqualTo("graduated");
    assertThat(row.interval()).isEqualTo("month");
    assertThat(row.intervalCount()).isEqualTo(3);
    assertThat(row.metered()).isTrue();
    assertThat(row.complete()).isTrue();
    assertThat(row.currencyOptions())
        .containsOnlyKeys("eur", "jpy")
        .containsEntry(
            "eur",
            new PriceRow.Unit(null, List.of(new PriceRow.Tier(null, null, new BigDecimal("1.25")))))
        .containsEntry("jpy", new PriceRow.Unit(new BigDecimal("9007199254740993"), List.of()));
  }

  @Test
  void aPricePerUnit() {
    PriceRow row = PriceRows.price(shape("price", Price.class));
    assertThat(row.unit()).isEqualTo(new PriceRow.Unit(new BigDecimal("2000"), List.of()));
    assertThat(row.tiersMode()).isNull();
    assertThat(row.divideBy()).isEqualTo(1_592_560_163L);
    assertThat(row.roundUp()).isFalse();
    assertThat(row.metered()).isFalse();
  }

  @Test
  void aCouponAndAProduct() {
    assertThat(StripeRows.coupon(shape("coupon", Coupon.class)))
        .isEqualTo(
            new CouponRow(
                "Z4OV52SU", "forever", new BigDecimal("25.5"), null, "usd", Map.of(), List.of()));
    assertThat(
            StripeRows.coupon(
                json(
                    Coupon.class,
                    """
                    {"id":"C","object":"coupon","duration":"once","amount_off":500,"currency":"usd",
                     "currency_options":{"eur":{"amount_off":450},"gbp":null},
                     "applies_to":{"products":["prod_1"]}}
                    """)))
        .isEqualTo(
            new CouponRow("C", "once", null, 500L, "usd", Map.of("eur", 450L), List.of("prod_1")));
    assertThat(StripeRows.product(shape("product", Product.class)))
        .isEqualTo(new ProductRow("prod_QXg1hqf4jFNsqG", "T-shirt"));
  }

  @Test
  void anInvoiceAndAnUpcomingOne() {
    Invoice invoice = shape("invoice", Invoice.class);
    assertThat(StripeRows.invoice(invoice))
        .isEqualTo(
            new InvoiceRow(
                "in_1Pgc6tB7WZ01zgkWu9fdqL6I",
                CREATED,
                "cus_QXg1o8vcGmoR32",
                "draft",
                "usd",
                1000,
                1000,
                null,
                null));
    assertThat(StripeRows.upcoming(invoice, CREATED))
        .hasValueSatisfying(upcoming -> {
          assertThat(upcoming.subscription()).isEqualTo("subscription");
          assertThat(upcoming.date()).isEqualTo(CREATED);
          assertThat(upcoming.amountDue()).isEqualTo(1000);
        });
    assertThat(StripeRows.upcoming(new Invoice(), CREATED)).isEmpty();
  }

  @Test
  void aCheckoutSession() {
    CheckoutSessionRow row = StripeRows.checkoutSession(shape("checkout.session", Session.class));
    assertThat(row.address()).isEqualTo("example@example.com");
    assertThat(row.status()).isEqualTo("open");
    assertThat(row.recoveryUrl()).isNull();
    CheckoutSessionRow expired =
        StripeRows.checkoutSession(
            json(
                Session.class,
                """
                {"id":"cs_1","object":"checkout.session","created":99999999999999,"status":"expired",
                 "customer_details":{"email":" "},"customer_email":"B@example.com",
                 "consent":{"promotions":"opt_in"},"consent_collection":{"promotions":"auto"},
                 "after_expiration":{"recovery":{"url":"https://r","expires_at":7}},
                 "recovered_from":"cs_0"}
                """));
    assertThat(expired)
        .isEqualTo(
            new CheckoutSessionRow(
                "cs_1",
                Instant.parse("9999-12-31T23:59:59Z"),
                null,
                "b@example.com",
                "expired",
                "opt_in",
                "auto",
                "https://r",
                Instant.ofEpochSecond(7),
                "cs_0"));
  }

  private static <T> T shape(String name, Class<T> type) {
    return ApiResource.GSON.fromJson(SHAPES.get(name), type);
  }

  private static <T> T json(Class<T> type, String json) {
    return ApiResource.GSON.fromJson(json, type);
  }

  private static JsonObject shapes() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(
                StripeRowsTest.class.getResourceAsStream("stripe-object-shapes.json")),
            StandardCharsets.UTF_8)) {
      return JsonParser.parseReader(reader).getAsJsonObject();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
