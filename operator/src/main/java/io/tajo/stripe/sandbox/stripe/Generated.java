package io.tajo.stripe.sandbox.stripe;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Everything that the seed gives, and how its parts refer to each other. */
record Generated(
    World world,
    Customers customers,
    Charges charges,
    Refunds refunds,
    Disputes disputes,
    Subscriptions subscriptions,
    List<Invoices> invoices,
    Fixed products,
    Prices prices,
    Coupons coupons,
    CheckoutSessions sessions) {
  static Generated of(StripeOptions options) {
    World world = World.of(options);
    Customers customers = new Customers(world);
    Charges charges = new Charges(world, customers);
    Prices prices = Prices.of(world);
    Subscriptions subscriptions = new Subscriptions(world, customers, prices);
    return new Generated(
        world,
        customers,
        charges,
        new Refunds(world, charges),
        new Disputes(world, charges),
        subscriptions,
        Invoices.all(world, customers, subscriptions),
        Products.of(world),
        prices,
        Coupons.of(world),
        new CheckoutSessions(world, customers));
  }

  Map<Resource, Table> tables() {
    Map<Resource, Table> tables = new EnumMap<>(Resource.class);
    tables.put(Resource.CUSTOMERS, new Table(List.of(customers)));
    tables.put(
        Resource.CHARGES,
        new Table(List.of(charges))
            .index("customer", id -> ids(charges, charges.ofCustomer(id)))
            .index("payment_intent", id -> Stream.of("ch_", "py_").map(p -> otherPrefix(id, p))));
    tables.put(
        Resource.REFUNDS,
        new Table(List.of(refunds)).index("charge", id -> ids(refunds, refunds.ofCharge(id))));
    tables.put(
        Resource.DISPUTES,
        new Table(List.of(disputes)).index("charge", id -> ids(disputes, disputes.ofCharge(id))));
    tables.put(
        Resource.SUBSCRIPTIONS,
        new Table(List.of(subscriptions))
            .index("customer", id -> ids(subscriptions, subscriptions.ofCustomer(id))));
    Items items = subscriptions.items();
    tables.put(
        Resource.SUBSCRIPTION_ITEMS,
        new Table(List.of(items))
            .index("subscription", id -> ids(items, items.ofSubscription(id))));
    tables.put(
        Resource.INVOICES,
        new Table(invoices)
            .index("customer", id -> invoices.stream().flatMap(i -> ids(i, i.ofCustomer(id))))
            .index(
                "subscription",
                id -> invoices.stream().flatMap(i -> ids(i, i.ofSubscription(id)))));
    tables.put(Resource.INVOICE_PAYMENTS, new Table(List.of()));
    tables.put(Resource.PRODUCTS, new Table(List.of(products)));
    tables.put(Resource.PRICES, new Table(List.of(prices.shown(), prices.inline())));
    tables.put(Resource.COUPONS, new Table(List.of(coupons.shown(), coupons.deleted())));
    tables.put(Resource.CHECKOUT_SESSIONS, new Table(List.of(sessions)));
    tables.put(
        Resource.BALANCE_TRANSACTIONS,
        new Table(Settlements.all(world, charges, refunds, disputes)));
    tables.put(Resource.PAYMENT_INTENTS, new Table(List.of(new PaymentIntents(world, charges))));
    tables.put(Resource.EVENTS, new Table(List.of(new UpcomingInvoices(world, subscriptions))));
    tables.put(Resource.WEBHOOK_ENDPOINTS, new Table(List.of()));
    tables.put(Resource.DISCOUNTS, new Table(List.of(new Discounts(world, subscriptions))));
    return tables;
  }

  Counts counts() {
    return new Counts(
        count(customers.size(), customers::shown),
        charges.size(),
        count(charges.size(), charge -> charges.state(charge).payment()),
        refunds.size(),
        disputes.size(),
        count(subscriptions.size(), s -> subscriptions.testClock(s) == null),
        invoices.stream().mapToLong(kind -> count(kind.size(), kind::shown)).sum(),
        products.size(),
        prices.shown().size(),
        coupons.shown().size(),
        sessions.size());
  }

  private static long count(long size, LongPredicate wanted) {
    return LongStream.range(0, size).filter(wanted).count();
  }

  private static Stream<String> ids(Sequence sequence, LongStream indices) {
    return indices.mapToObj(sequence::id);
  }

  private static String otherPrefix(String id, String prefix) {
    return prefix + id.substring(id.lastIndexOf('_') + 1);
  }
}
