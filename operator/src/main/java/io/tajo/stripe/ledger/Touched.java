package io.tajo.stripe.ledger;

import io.tajo.stripe.profile.PriceRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects that change together, and whose contacts they move. Asked before and after the change: an
 * object may go from one contact to another.
 */
public final class Touched {
  private static final String CONTACTS =
      """
      with owner as (
        select unnest(?::text[]) as id
        union select customer from charge where id = any (?::text[])
        union select customer from charge where id in
          (select charge from refund where id = any (?::text[]))
        union select customer from charge where id in
          (select charge from dispute where id = any (?::text[]))
        union select customer from subscription where id = any (?::text[])
        union select customer from invoice where id = any (?::text[])
        union select customer from checkout_session where id = any (?::text[]))
      select contact as address from customer join owner using (id) where contact is not null
      union select address from checkout_session where id = any (?::text[]) and address is not null
      """;

  private static final String USERS =
      """
      with used as (
        select id from price where product = any (?::text[]) or id = any (?::text[])),
      subscribed as (
        select distinct s.customer
        from subscription s, jsonb_array_elements(s.items) i
        where s.customer is not null
          and (i ->> 'price' in (select id from used)
            or exists (select from jsonb_array_elements(i -> 'discounts') d
              where d ->> 'coupon' = any (?::text[]))
            or exists (select from jsonb_array_elements(s.discounts) d
              where d ->> 'coupon' = any (?::text[])))
        union select id from customer where discount ->> 'coupon' = any (?::text[]))
      insert into contact_mark as m (address, revision, marked_at, due_at)
      select distinct contact, ?::bigint, ?::timestamptz, ?::timestamptz
      from customer join subscribed on subscribed.customer = customer.id
      where contact is not null order by 1
      on conflict (address) do update set revision = excluded.revision,
        due_at = least(m.due_at, excluded.due_at)
      """;

  private final Map<Kind, Set<String>> ids = new EnumMap<>(Kind.class);

  /** Adds an object; nothing where there is none. */
  public Touched add(Kind kind, @Nullable String id) {
    if (id != null) {
      ids.computeIfAbsent(kind, _ -> new HashSet<>()).add(id);
    }
    return this;
  }

  /** Adds all objects of some rows, and the customers that they name. */
  public Touched add(Rows rows) {
    rows.customers().forEach(row -> add(Kind.CUSTOMER, row.id()));
    rows.charges().forEach(row -> add(Kind.CHARGE, row.id()).add(Kind.CUSTOMER, row.customer()));
    rows.refunds().forEach(row -> add(Kind.REFUND, row.id()).add(Kind.CHARGE, row.charge()));
    rows.disputes().forEach(row -> add(Kind.DISPUTE, row.id()).add(Kind.CHARGE, row.charge()));
    rows.subscriptions()
        .forEach(row -> add(Kind.SUBSCRIPTION, row.id()).add(Kind.CUSTOMER, row.customer()));
    rows.invoices().forEach(row -> add(Kind.INVOICE, row.id()).add(Kind.CUSTOMER, row.customer()));
    rows.sessions()
        .forEach(row ->
            add(Kind.CHECKOUT_SESSION, row.id())
                .add(Kind.CHECKOUT_SESSION, row.recoveredFrom())
                .add(Kind.CUSTOMER, row.customer()));
    rows.upcoming()
        .forEach(
            row -> add(Kind.SUBSCRIPTION, row.subscription()).add(Kind.CUSTOMER, row.customer()));
    rows.products().forEach(row -> add(Kind.PRODUCT, row.id()));
    rows.coupons().forEach(row -> add(Kind.COUPON, row.id()));
    // What a subscription's item shows of its price says nothing new about other subscriptions.
    rows.prices().stream().filter(PriceRow::complete).forEach(row -> add(Kind.PRICE, row.id()));
    return this;
  }

  private Set<String> of(Kind kind) {
    return ids.getOrDefault(kind, Set.of());
  }

  /** Marks the contacts whose subscriptions refer to the prices, products and coupons. */
  void markUsers(Connection c, long revision, Instant now) throws SQLException {
    Set<String> coupons = of(Kind.COUPON);
    if (of(Kind.PRODUCT).isEmpty() && of(Kind.PRICE).isEmpty() && coupons.isEmpty()) {
      return;
    }
    Sql.of(USERS, of(Kind.PRODUCT), of(Kind.PRICE), coupons, coupons, coupons, revision, now, now)
        .update(c);
  }

  /** The addresses of the contacts that the objects belong to, as the ledger has it now. */
  Set<String> contacts(Connection c) throws SQLException {
    return new HashSet<>(
        Sql.of(
                CONTACTS,
                of(Kind.CUSTOMER),
                of(Kind.CHARGE),
                of(Kind.REFUND),
                of(Kind.DISPUTE),
                of(Kind.SUBSCRIPTION),
                of(Kind.INVOICE),
                of(Kind.CHECKOUT_SESSION),
                of(Kind.CHECKOUT_SESSION))
            .list(c, row -> row.text("address")));
  }
}
