package io.tajo.stripe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Charge;
import com.stripe.model.ChargeCollection;
import com.stripe.model.Coupon;
import com.stripe.model.CouponCollection;
import com.stripe.model.CustomerCollection;
import com.stripe.model.DisputeCollection;
import com.stripe.model.EventCollection;
import com.stripe.model.HasId;
import com.stripe.model.InvoiceCollection;
import com.stripe.model.Price;
import com.stripe.model.PriceCollection;
import com.stripe.model.ProductCollection;
import com.stripe.model.RefundCollection;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionCollection;
import com.stripe.model.SubscriptionItemCollection;
import com.stripe.model.checkout.SessionCollection;
import com.stripe.net.ApiResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the sandbox serves is what stripe-java of the pinned version understands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeModelsTest {
  private Sandbox sandbox;
  private StripeCaller stripe;

  @BeforeAll
  void start() {
    sandbox = StripeCaller.start(StripeCaller.options().withCustomers(600, 3));
    stripe = new StripeCaller(sandbox);
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  private <T extends StripeObject & HasId, C extends StripeCollection<T>> List<T> all(
      Class<C> type, String path) {
    List<T> all = new ArrayList<>();
    String next = path;
    while (true) {
      C page = ApiResource.GSON.fromJson(stripe.get(next).body(), type);
      all.addAll(page.getData());
      if (!Boolean.TRUE.equals(page.getHasMore())) {
        return all;
      }
      next = path + "&starting_after=" + page.getData().getLast().getId();
    }
  }

  @Test
  void chargesWithTheirBalanceTransactions() {
    List<Charge> charges =
        all(
            ChargeCollection.class,
            "/v1/charges?limit=100&expand%5B%5D=data.balance_transaction&expand%5B%5D=data.customer");

    assertThat(charges.stream().map(Charge::getStatus).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("succeeded", "failed", "pending");
    assertThat(charges.stream().map(Charge::getCurrency).collect(Collectors.toSet()))
        .contains("usd", "eur", "gbp", "jpy", "kwd", "isk", "huf");
    assertThat(charges)
        .anyMatch(c -> c.getId().startsWith("py_"))
        .anyMatch(c -> c.getCustomer() == null);
    assertThat(charges)
        .filteredOn(c -> c.getBalanceTransaction() != null)
        .allMatch(c -> c.getBalanceTransactionObject().getAmount() > 0)
        .anyMatch(c -> !c.getBalanceTransactionObject().getCurrency().equals(c.getCurrency()));
    assertThat(charges)
        .anyMatch(c -> Boolean.TRUE.equals(c.getRefunded()))
        .anyMatch(c -> c.getAmountRefunded() > 0 && !c.getRefunded())
        .anyMatch(c -> Boolean.TRUE.equals(c.getDisputed()))
        .anyMatch(c -> c.getStatus().equals("succeeded") && !c.getCaptured());
  }

  @Test
  void refundsAndDisputes() {
    var refunds =
        all(RefundCollection.class, "/v1/refunds?limit=100&expand%5B%5D=data.balance_transaction");
    assertThat(refunds)
        .anyMatch(r ->
            r.getBalanceTransactionObject() != null
                && r.getBalanceTransactionObject()
                    .getReportingCategory()
                    .equals("partial_capture_reversal"))
        .anyMatch(r -> r.getId().startsWith("pyr_"))
        .anyMatch(r -> r.getStatus().equals("failed"))
        .anyMatch(r -> r.getStatus().equals("pending"));
    var disputes = all(DisputeCollection.class, "/v1/disputes?limit=100&expand%5B%5D=data.charge");
    assertThat(disputes.stream().map(d -> d.getStatus()).collect(Collectors.toSet()))
        .contains("lost", "won", "needs_response", "warning_closed");
    assertThat(disputes).anyMatch(d -> !d.getCurrency().equals(d.getChargeObject().getCurrency()));
  }

  @Test
  void subscriptionsWithItemsAndDiscounts() {
    List<Subscription> subscriptions =
        all(
            SubscriptionCollection.class,
            "/v1/subscriptions?limit=100&status=all&expand%5B%5D=data.discounts"
                + "&expand%5B%5D=data.items.data.discounts");

    assertThat(subscriptions.stream().map(Subscription::getStatus).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "active",
            "trialing",
            "past_due",
            "unpaid",
            "paused",
            "incomplete",
            "canceled",
            "incomplete_expired");
    assertThat(subscriptions)
        .allMatch(s -> s.getItems().getData().getFirst().getPrice().getId() != null)
        .allMatch(s -> s.getItems().getData().getFirst().getPrice().getTiers() == null)
        .allMatch(s -> s.getItems().getData().getFirst().getCurrentPeriodEnd() > 0)
        .allMatch(
            s -> s.getDiscountObjects().stream().allMatch(d -> d.getSource().getCoupon() != null))
        .anyMatch(s -> s.getDiscountObjects().size() == 2)
        .anyMatch(s -> !s.getItems().getData().getFirst().getDiscountObjects().isEmpty())
        .anyMatch(s -> s.getPauseCollection() != null)
        .anyMatch(s -> Boolean.TRUE.equals(s.getCancelAtPeriodEnd()))
        .anyMatch(s -> s.getCustomerAccount() != null && s.getCustomer() == null);
  }

  @Test
  void longItemListsAreReadToTheirEnd() {
    Subscription large =
        all(SubscriptionCollection.class, "/v1/subscriptions?limit=100&status=all").stream()
            .filter(s -> s.getItems().getHasMore())
            .findFirst()
            .orElseThrow();

    assertThat(large.getItems().getData()).hasSize(10);
    var items =
        all(
            SubscriptionItemCollection.class,
            "/v1/subscription_items?limit=5&expand%5B%5D=data.discounts.source.coupon&subscription="
                + large.getId());
    assertThat(items).hasSizeGreaterThan(10);
    assertThat(items.stream().limit(10).map(i -> i.getId()))
        .isEqualTo(large.getItems().getData().stream().map(i -> i.getId()).toList());
  }

  @Test
  void pricesOfEveryKind() {
    String expand = "&expand%5B%5D=data.tiers&expand%5B%5D=data.currency_options";
    List<Price> active = all(PriceCollection.class, "/v1/prices?limit=100" + expand);
    List<Price> inactive = all(PriceCollection.class, "/v1/prices?limit=100&active=false" + expand);

    assertThat(active).allMatch(Price::getActive);
    assertThat(inactive).isNotEmpty().noneMatch(Price::getActive);
    assertThat(active)
        .anyMatch(p -> "volume".equals(p.getTiersMode()) && p.getTiers().size() == 3)
        .anyMatch(p -> "graduated".equals(p.getTiersMode()))
        .anyMatch(p -> p.getTransformQuantity() != null)
        .anyMatch(p -> p.getCurrencyOptions().containsKey("eur") && p.getCurrency().equals("usd"))
        .anyMatch(p -> p.getRecurring() == null);
    assertThat(
            active.stream()
                .filter(p -> p.getRecurring() != null)
                .map(
                    p -> p.getRecurring().getIntervalCount() + " " + p.getRecurring().getInterval())
                .collect(Collectors.toSet()))
        .contains("1 month", "3 month", "1 year", "1 week", "1 day");
    Set<String> listed =
        Stream.concat(active.stream(), inactive.stream())
            .map(Price::getId)
            .collect(Collectors.toSet());
    Set<String> used = new HashSet<>();
    all(SubscriptionCollection.class, "/v1/subscriptions?limit=100&status=all")
        .forEach(s -> s.getItems().getData().forEach(i -> used.add(i.getPrice().getId())));
    used.removeAll(listed);
    assertThat(used).as("inline prices are known by id alone").isNotEmpty();
    assertThat(stripe.json("/v1/prices/" + used.iterator().next()).path("object").asText())
        .isEqualTo("price");
  }

  @Test
  void couponsWithWhatTheyApplyTo() {
    List<Coupon> coupons =
        all(
            CouponCollection.class,
            "/v1/coupons?limit=100&expand%5B%5D=data.applies_to&expand%5B%5D=data.currency_options");

    assertThat(coupons.stream().map(Coupon::getDuration).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("forever", "once", "repeating");
    assertThat(coupons)
        .anyMatch(c -> c.getAppliesTo() != null && c.getAppliesTo().getProducts().size() == 1)
        .anyMatch(c -> c.getCurrencyOptions() != null && c.getCurrencyOptions().containsKey("jpy"));
    assertThat(stripe.json("/v1/coupons/ONLYPRO").has("applies_to")).isFalse();
  }

  @Test
  void customersSharedMissingAndHostile() {
    var customers = all(CustomerCollection.class, "/v1/customers?limit=100");

    assertThat(customers)
        .anyMatch(c -> c.getEmail() == null)
        .anyMatch(c -> c.getEmail() != null && c.getEmail().isBlank())
        .anyMatch(c -> c.getEmail() != null && c.getEmail().contains("@@"))
        .anyMatch(c -> c.getName() != null && c.getName().length() == 10_000)
        .anyMatch(c -> c.getName() != null && c.getName().contains("\u0000"))
        .anyMatch(c -> c.getDiscount() != null && c.getDiscount().getSource().getCoupon() != null)
        .anyMatch(c -> c.getMetadata().containsKey("marketing_opt_in"))
        .noneMatch(c -> c.getTestClock() != null);
    var addresses =
        customers.stream()
            .filter(c -> c.getEmail() != null && !c.getEmail().isBlank())
            .map(c -> c.getEmail().replace('\u00a0', ' ').trim().toLowerCase(Locale.ROOT))
            .toList();
    assertThat(addresses.size() - new HashSet<>(addresses).size()).isGreaterThan(10);
  }

  @Test
  void invoicesSessionsProductsAndEvents() {
    var invoices = all(InvoiceCollection.class, "/v1/invoices?limit=100");
    assertThat(invoices.stream().map(i -> i.getStatus()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("draft", "open", "paid", "uncollectible", "void");
    assertThat(invoices)
        .anyMatch(i -> i.getParent() != null)
        .allMatch(i -> i.getAmountDue() == i.getAmountPaid() + i.getAmountRemaining());
    var sessions = all(SessionCollection.class, "/v1/checkout/sessions?limit=100");
    assertThat(sessions)
        .anyMatch(s -> s.getRecoveredFrom() != null)
        .anyMatch(s -> s.getCustomer() == null)
        .anyMatch(s ->
            s.getStatus().equals("expired")
                && "opt_in".equals(s.getConsent().getPromotions())
                && s.getAfterExpiration() != null
                && s.getAfterExpiration().getRecovery().getUrl() != null);
    assertThat(all(ProductCollection.class, "/v1/products?limit=100"))
        .anyMatch(p -> !p.getActive());
    assertThat(all(EventCollection.class, "/v1/events?limit=100&type=invoice.upcoming"))
        .isNotEmpty()
        .allMatch(e -> e.getDataObjectDeserializer().getObject().isPresent());
  }
}
