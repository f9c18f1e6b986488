package io.tajo.stripe.pipeline.reading;

import com.stripe.model.Address;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.Discount;
import com.stripe.model.Dispute;
import com.stripe.model.Invoice;
import com.stripe.model.Product;
import com.stripe.model.Refund;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.checkout.Session;
import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.CheckoutSessionRow;
import io.tajo.stripe.profile.CouponRow;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DiscountRow;
import io.tajo.stripe.profile.DisputeRow;
import io.tajo.stripe.profile.EmailAddress;
import io.tajo.stripe.profile.InvoiceRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.ProductRow;
import io.tajo.stripe.profile.RefundRow;
import io.tajo.stripe.profile.SubscriptionItemRow;
import io.tajo.stripe.profile.SubscriptionRow;
import io.tajo.stripe.profile.UpcomingInvoiceRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * stripe-java's objects as the rows that figures are made of. Whatever the shapes leave out becomes
 * null, an empty text or 0; unknown statuses stay as they are; U+0000, which PostgreSQL does not
 * hold, is dropped from texts.
 */
public final class StripeRows {
  /** The end of the year 9999: as late as every store can tell. */
  private static final long LATEST = 253_402_300_799L;

  private StripeRows() {}

  public static CustomerRow customer(Customer customer) {
    @Nullable Address address = customer.getAddress();
    @Nullable List<String> locales = customer.getPreferredLocales();
    return new CustomerRow(
        customer.getId(),
        instantOrEpoch(customer.getCreated()),
        Boolean.TRUE.equals(customer.getDeleted()),
        customer.getTestClock(),
        text(customer.getEmail()),
        EmailAddress.of(customer.getEmail()).value(),
        text(customer.getName()),
        text(customer.getPhone()),
        address == null ? null : text(address.getCountry()),
        address == null ? null : text(address.getCity()),
        address == null ? null : text(address.getPostalCode()),
        customer.getDelinquent(),
        locales == null || locales.isEmpty() ? null : text(locales.getFirst()),
        lowerCase(customer.getCurrency()),
        orZero(customer.getBalance()),
        metadata(customer.getMetadata()),
        discounts(customer.getDiscount() == null ? null : List.of(customer.getDiscount())).stream()
            .findFirst()
            .orElse(null));
  }

  /** With the settlement where the balance transaction was expanded. */
  public static ChargeRow charge(Charge charge) {
    @Nullable BalanceTransaction settled = charge.getBalanceTransactionObject();
    return new ChargeRow(
        charge.getId(),
        instantOrEpoch(charge.getCreated()),
        charge.getCustomer(),
        currency(charge.getCurrency()),
        orEmpty(charge.getStatus()),
        orZero(charge.getAmountCaptured()),
        orZero(charge.getAmountRefunded()),
        settled == null ? null : settled.getAmount(),
        settled == null ? null : lowerCase(settled.getCurrency()));
  }

  /** With the reporting category where the balance transaction was expanded. */
  public static RefundRow refund(Refund refund) {
    @Nullable BalanceTransaction settled = refund.getBalanceTransactionObject();
    return new RefundRow(
        refund.getId(),
        instantOrEpoch(refund.getCreated()),
        refund.getCharge(),
        orZero(refund.getAmount()),
        refund.getStatus(),
        settled == null ? null : settled.getReportingCategory());
  }

  public static DisputeRow dispute(Dispute dispute) {
    return new DisputeRow(
        dispute.getId(),
        instantOrEpoch(dispute.getCreated()),
        dispute.getCharge(),
        orZero(dispute.getAmount()),
        currency(dispute.getCurrency()),
        orEmpty(dispute.getStatus()));
  }

  /** A subscription whose list of items is complete and whose discounts were expanded. */
  public static SubscriptionRow subscription(Subscription subscription) {
    Subscription.@Nullable PauseCollection pause = subscription.getPauseCollection();
    return new SubscriptionRow(
        subscription.getId(),
        instantOrEpoch(subscription.getCreated()),
        subscription.getCustomer(),
        orEmpty(subscription.getStatus()),
        currency(subscription.getCurrency()),
        instant(subscription.getStartDate()),
        instant(subscription.getTrialEnd()),
        instant(subscription.getCancelAt()),
        Boolean.TRUE.equals(subscription.getCancelAtPeriodEnd()),
        instant(subscription.getCanceledAt()),
        instant(subscription.getEndedAt()),
        pause == null ? null : pause.getBehavior(),
        items(subscription).stream().map(StripeRows::item).toList(),
        discounts(subscription.getDiscountObjects()));
  }

  /** The prices of a subscription's items, as far as those show them. */
  public static List<PriceRow> prices(Subscription subscription) {
    return items(subscription).stream()
        .map(SubscriptionItem::getPrice)
        .filter(Objects::nonNull)
        .map(PriceRows::embedded)
        .toList();
  }

  private static List<SubscriptionItem> items(Subscription subscription) {
    return subscription.getItems() == null || subscription.getItems().getData() == null
        ? List.of()
        : subscription.getItems().getData().stream().filter(Objects::nonNull).toList();
  }

  private static SubscriptionItemRow item(SubscriptionItem item) {
    String price =
        item.getPrice() != null
            ? item.getPrice().getId()
            : item.getPlan() != null ? item.getPlan().getId() : "";
    return new SubscriptionItemRow(
        item.getId(),
        instantOrEpoch(item.getCreated()),
        price,
        item.getQuantity(),
        instant(item.getCurrentPeriodEnd()),
        discounts(item.getDiscountObjects()));
  }

  /** Discounts without a coupon, or not expanded, take nothing off and are left out. */
  private static List<DiscountRow> discounts(
      @Nullable List<? extends @Nullable Discount> discounts) {
    return discounts == null
        ? List.of()
        : discounts.stream().flatMap(discount -> discount(discount).stream()).toList();
  }

  private static Optional<DiscountRow> discount(@Nullable Discount discount) {
    return discount == null
            || Boolean.TRUE.equals(discount.getDeleted())
            || discount.getSource() == null
            || discount.getSource().getCoupon() == null
        ? Optional.empty()
        : Optional.of(
            new DiscountRow(
                orEmpty(discount.getId()),
                discount.getSource().getCoupon(),
                instant(discount.getStart()),
                instant(discount.getEnd())));
  }

  public static InvoiceRow invoice(Invoice invoice) {
    return new InvoiceRow(
        orEmpty(invoice.getId()),
        instantOrEpoch(invoice.getCreated()),
        invoice.getCustomer(),
        invoice.getStatus(),
        currency(invoice.getCurrency()),
        orZero(invoice.getAmountDue()),
        orZero(invoice.getAmountRemaining()),
        text(invoice.getNumber()),
        text(invoice.getHostedInvoiceUrl()));
  }

  /**
   * The invoice of an {@code invoice.upcoming} event; empty where it is for no subscription.
   *
   * @param created when the event was made
   */
  public static Optional<UpcomingInvoiceRow> upcoming(Invoice invoice, Instant created) {
    Invoice.@Nullable Parent parent = invoice.getParent();
    if (parent == null
        || parent.getSubscriptionDetails() == null
        || parent.getSubscriptionDetails().getSubscription() == null) {
      return Optional.empty();
    }
    @Nullable Long date =
        invoice.getNextPaymentAttempt() == null
            ? invoice.getPeriodEnd()
            : invoice.getNextPaymentAttempt();
    return Optional.of(
        new UpcomingInvoiceRow(
            parent.getSubscriptionDetails().getSubscription(),
            invoice.getCustomer(),
            created,
            instant(date),
            orZero(invoice.getAmountDue()),
            currency(invoice.getCurrency())));
  }

  public static ProductRow product(Product product) {
    return new ProductRow(product.getId(), orEmpty(text(product.getName())));
  }

  public static CouponRow coupon(Coupon coupon) {
    Map<String, Long> amounts = new HashMap<>();
    Objects.requireNonNullElse(coupon.getCurrencyOptions(), Map.<String, Coupon.CurrencyOption>of())
        .forEach((currency, option) ->
            amounts.put(currency(currency), option == null ? null : option.getAmountOff()));
    amounts.values().removeIf(Objects::isNull);
    boolean limited = coupon.getAppliesTo() != null && coupon.getAppliesTo().getProducts() != null;
    return new CouponRow(
        coupon.getId(),
        orEmpty(coupon.getDuration()),
        coupon.getPercentOff(),
        coupon.getAmountOff(),
        lowerCase(coupon.getCurrency()),
        Map.copyOf(amounts),
        limited ? List.copyOf(coupon.getAppliesTo().getProducts()) : List.of());
  }

  public static CheckoutSessionRow checkoutSession(Session session) {
    Session.@Nullable CustomerDetails details = session.getCustomerDetails();
    Session.AfterExpiration.@Nullable Recovery recovery =
        session.getAfterExpiration() == null ? null : session.getAfterExpiration().getRecovery();
    @Nullable String email = details == null ? null : details.getEmail();
    return new CheckoutSessionRow(
        session.getId(),
        instantOrEpoch(session.getCreated()),
        session.getCustomer(),
        EmailAddress.of(email == null || email.isBlank() ? session.getCustomerEmail() : email)
            .value(),
        session.getStatus(),
        session.getConsent() == null ? null : session.getConsent().getPromotions(),
        session.getConsentCollection() == null
            ? null
            : session.getConsentCollection().getPromotions(),
        recovery == null ? null : text(recovery.getUrl()),
        recovery == null ? null : instant(recovery.getExpiresAt()),
        session.getRecoveredFrom());
  }

  private static Map<String, String> metadata(@Nullable Map<String, String> metadata) {
    Map<String, String> clean = new HashMap<>();
    Objects.requireNonNullElse(metadata, Map.<String, String>of())
        .forEach((key, value) -> clean.put(orEmpty(text(key)), text(value)));
    clean.values().removeIf(Objects::isNull);
    return Map.copyOf(clean);
  }

  static String currency(@Nullable String currency) {
    return orEmpty(lowerCase(currency));
  }

  private static @Nullable String lowerCase(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }

  static @Nullable String text(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  private static @Nullable Instant instant(@Nullable Long epochSecond) {
    return epochSecond == null ? null : Instant.ofEpochSecond(Math.clamp(epochSecond, 0, LATEST));
  }

  private static Instant instantOrEpoch(@Nullable Long epochSecond) {
    return Objects.requireNonNullElse(instant(epochSecond), Instant.EPOCH);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
