package io.tajo.stripe.ledger;

import static java.util.stream.Collectors.groupingBy;

import io.tajo.stripe.profile.Catalog;
import io.tajo.stripe.profile.ChargeRow;
import io.tajo.stripe.profile.CheckoutSessionRow;
import io.tajo.stripe.profile.ContactRows;
import io.tajo.stripe.profile.CouponRow;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DiscountRow;
import io.tajo.stripe.profile.DisputeRow;
import io.tajo.stripe.profile.InvoiceRow;
import io.tajo.stripe.profile.PriceRow;
import io.tajo.stripe.profile.ProductRow;
import io.tajo.stripe.profile.RefundRow;
import io.tajo.stripe.profile.SubscriptionItemRow;
import io.tajo.stripe.profile.SubscriptionRow;
import io.tajo.stripe.profile.UpcomingInvoiceRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings together what contacts are made of: nine queries for any number of addresses. */
final class ContactLoader {
  private final Database database;

  ContactLoader(Database database) {
    this.database = database;
  }

  /** As {@link Objects#parts}. */
  List<List<String>> parts(List<String> addresses, long mostCharges) {
    Map<String, Long> charges = new HashMap<>();
    database
        .read(c ->
            Sql.of(
                    """
                    select contact, count(*) as charges
                    from customer join charge on charge.customer = customer.id
                    where contact = any (?::text[])
                    group by contact
                    """,
                    addresses)
                .list(c, row -> Map.entry(row.text("contact"), row.number("charges"))))
        .forEach(entry -> charges.put(entry.getKey(), entry.getValue()));
    List<List<String>> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    long held = 0;
    for (String address : addresses) {
      long its = charges.getOrDefault(address, 0L);
      if (!part.isEmpty() && held + its > mostCharges) {
        parts.add(part);
        part = new ArrayList<>();
        held = 0;
      }
      part.add(address);
      held += its;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  List<ContactRows> load(Collection<String> addresses) {
    List<String> distinct = addresses.stream().distinct().toList();
    return distinct.isEmpty()
        ? List.of()
        : database.snapshot(connection -> contacts(connection, distinct));
  }

  private static List<ContactRows> contacts(Connection c, List<String> addresses)
      throws SQLException {
    List<CustomerRow> customers = StripeTables.CUSTOMERS.having(c, "contact", addresses);
    List<String> owners = customers.stream().map(CustomerRow::id).toList();
    List<ChargeRow> charges = StripeTables.CHARGES.having(c, "customer", owners);
    List<String> chargeIds = charges.stream().map(ChargeRow::id).toList();
    List<SubscriptionRow> subscriptions = StripeTables.SUBSCRIPTIONS.having(c, "customer", owners);
    List<String> subscriptionIds = subscriptions.stream().map(SubscriptionRow::id).toList();

    Parts<CustomerRow> byAddress = new Parts<>(customers, CustomerRow::address);
    Parts<ChargeRow> byPayer = new Parts<>(charges, ChargeRow::customer);
    Parts<RefundRow> refunds =
        new Parts<>(StripeTables.REFUNDS.having(c, "charge", chargeIds), RefundRow::charge);
    Parts<DisputeRow> disputes =
        new Parts<>(StripeTables.DISPUTES.having(c, "charge", chargeIds), DisputeRow::charge);
    Parts<SubscriptionRow> bySubscriber = new Parts<>(subscriptions, SubscriptionRow::customer);
    Parts<InvoiceRow> invoices =
        new Parts<>(StripeTables.INVOICES.having(c, "customer", owners), InvoiceRow::customer);
    Parts<UpcomingInvoiceRow> upcoming =
        new Parts<>(
            StripeTables.UPCOMING.having(c, "subscription", subscriptionIds),
            UpcomingInvoiceRow::subscription);
    Parts<CheckoutSessionRow> sessions =
        new Parts<>(
            unrecovered(c, StripeTables.SESSIONS.having(c, "customer", owners)),
            CheckoutSessionRow::customer);
    Parts<CheckoutSessionRow> guestSessions =
        new Parts<>(
            unrecovered(c, StripeTables.SESSIONS.having(c, "address", addresses)),
            CheckoutSessionRow::address);

    Function<String, ContactRows> contact =
        address -> {
          List<CustomerRow> its = byAddress.of(address);
          List<String> ids = its.stream().map(CustomerRow::id).toList();
          List<ChargeRow> paid = byPayer.of(ids);
          List<String> paidIds = paid.stream().map(ChargeRow::id).toList();
          List<SubscriptionRow> subscribed = bySubscriber.of(ids);
          return new ContactRows(
              address,
              its,
              paid,
              refunds.of(paidIds),
              disputes.of(paidIds),
              subscribed,
              invoices.of(ids),
              upcoming.of(subscribed.stream().map(SubscriptionRow::id).toList()),
              Stream.concat(sessions.of(ids).stream(), guestSessions.of(address).stream())
                  .toList());
        };
    return addresses.stream().map(contact).toList();
  }

  /** Without the links of sessions that somebody recovered, perhaps under another e-mail. */
  private static List<CheckoutSessionRow> unrecovered(
      Connection c, List<CheckoutSessionRow> sessions) throws SQLException {
    List<String> recoverable =
        sessions.stream()
            .filter(session -> session.recoveryUrl() != null)
            .map(CheckoutSessionRow::id)
            .toList();
    if (recoverable.isEmpty()) {
      return sessions;
    }
    Set<String> recovered =
        new HashSet<>(
            Sql.of(
                    "select recovered_from from checkout_session"
                        + " where status = 'complete' and recovered_from = any (?::text[])",
                    recoverable)
                .list(c, row -> row.text("recovered_from")));
    return sessions.stream()
        .map(session -> recovered.contains(session.id()) ? session.withoutRecovery() : session)
        .toList();
  }

  Catalog catalog(Collection<ContactRows> contacts) {
    List<SubscriptionRow> subscriptions =
        contacts.stream().flatMap(contact -> contact.subscriptions().stream()).toList();
    List<DiscountRow> discounts =
        contacts.stream()
            .flatMap(contact -> contact.customers().stream())
            .flatMap(customer -> Stream.ofNullable(customer.discount()))
            .toList();
    return database.snapshot(connection -> catalog(connection, subscriptions, discounts));
  }

  /**
   * What subscriptions refer to, as far as it is known.
   *
   * @param more discounts that are not the subscriptions' own: customers'
   */
  static Catalog catalog(
      Connection c, Collection<SubscriptionRow> subscriptions, Collection<DiscountRow> more)
      throws SQLException {
    Set<String> prices = new HashSet<>();
    Set<String> coupons = new HashSet<>();
    more.forEach(discount -> coupons.add(discount.coupon()));
    for (SubscriptionRow subscription : subscriptions) {
      subscription.discounts().forEach(discount -> coupons.add(discount.coupon()));
      for (SubscriptionItemRow item : subscription.items()) {
        prices.add(item.price());
        item.discounts().forEach(discount -> coupons.add(discount.coupon()));
      }
    }
    return catalog(c, prices, coupons);
  }

  private static Catalog catalog(Connection c, Set<String> priceIds, Set<String> couponIds)
      throws SQLException {
    List<PriceRow> prices = CatalogTables.PRICES.having(c, "id", priceIds);
    Set<String> productIds =
        prices.stream()
            .flatMap(price -> Stream.ofNullable(price.product()))
            .collect(Collectors.toSet());
    return new Catalog(
        byId(prices, PriceRow::id),
        byId(CatalogTables.PRODUCTS.having(c, "id", productIds), ProductRow::id),
        byId(CatalogTables.COUPONS.having(c, "id", couponIds), CouponRow::id));
  }

  private static <R> Map<String, R> byId(List<R> rows, Function<R, String> id) {
    Map<String, R> byId = new HashMap<>();
    rows.forEach(row -> byId.put(id.apply(row), row));
    return byId;
  }

  /** Rows by what they are part of. */
  private static final class Parts<R> {
    private final Map<String, List<R>> byWhole;

    Parts(List<R> rows, Function<R, @Nullable String> whole) {
      byWhole = rows.stream().collect(groupingBy(row -> String.valueOf(whole.apply(row))));
    }

    List<R> of(String whole) {
      return byWhole.getOrDefault(whole, List.of());
    }

    List<R> of(List<String> wholes) {
      return wholes.stream().flatMap(whole -> of(whole).stream()).toList();
    }
  }
}
