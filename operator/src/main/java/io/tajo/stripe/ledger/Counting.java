package io.tajo.stripe.ledger;

import io.tajo.stripe.profile.WhiteSpace;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Counts over the whole ledger: each reads whole tables, once a run. */
final class Counting {
  /** More than anybody maps; hostile metadata may have a key of its own for every customer. */
  private static final int MAX_KEYS = 1_000;

  /** What figures take for blank. */
  private static final String SPACES =
      IntStream.rangeClosed(1, Character.MAX_VALUE)
          .filter(WhiteSpace::is)
          .mapToObj(Character::toString)
          .collect(Collectors.joining());

  private static final String COUNTS =
      """
      with asked as (select ?::bigint as since, ?::text as spaces),
      customers as (
        select
          count(*) filter (where not deleted and test_clock is null) as live,
          count(*) filter (where deleted) as deleted,
          count(*) filter (where not deleted and test_clock is not null) as test_clock,
          count(*) filter (where not deleted and test_clock is null and address is null
            and btrim(coalesce(email, ''), spaces) = '') as no_email,
          count(*) filter (where not deleted and test_clock is null and address is null
            and btrim(coalesce(email, ''), spaces) <> '') as invalid_email,
          count(distinct contact) as contacts
        from customer, asked),
      charges as (
        select
          count(*) as charges,
          count(*) filter (where status = 'succeeded' and amount_captured > 0) as payments,
          count(*) filter (where customer is null) as without_customer
        from charge, asked where since is null or created >= since),
      refunds as (
        select count(*) as refunds from refund r, asked
        where since is null
          or exists (select from charge c where c.id = r.charge and c.created >= since)),
      disputes as (
        select count(*) as disputes from dispute d, asked
        where since is null
          or exists (select from charge c where c.id = d.charge and c.created >= since)),
      subscriptions as (
        select count(*) as subscriptions,
          count(*) filter (where customer is null) as without_customer
        from subscription),
      invoices as (
        select count(*) as invoices,
          count(*) filter (where customer is null) as without_customer
        from invoice, asked where since is null or created >= since)
      select customers.*, charges, payments, charges.without_customer as guest_charges,
        refunds, disputes, subscriptions, subscriptions.without_customer as guest_subscriptions,
        invoices, invoices.without_customer as guest_invoices,
        (select count(*) from product) as products,
        (select count(*) from price) as prices,
        (select count(*) from coupon) as coupons,
        (select count(*) from checkout_session, asked where since is null or created >= since)
          as sessions
      from customers, charges, refunds, disputes, subscriptions, invoices
      """;

  private final Database database;

  Counting(Database database) {
    this.database = database;
  }

  Counts counts(@Nullable Instant since) {
    Long from = since == null ? null : since.getEpochSecond();
    return database.read(c -> Sql.of(COUNTS, from, SPACES).one(c, Counting::counts));
  }

  private static Counts counts(Row row) throws SQLException {
    return new Counts(
        row.number("live"),
        row.number("deleted"),
        row.number("charges"),
        row.number("payments"),
        row.number("refunds"),
        row.number("disputes"),
        row.number("subscriptions"),
        row.number("invoices"),
        row.number("products"),
        row.number("prices"),
        row.number("coupons"),
        row.number("sessions"),
        row.number("contacts"),
        new Counts.Skipped(
            row.number("no_email"), row.number("invalid_email"), row.number("test_clock")),
        new Counts.WithoutCustomer(
            row.number("guest_charges"),
            row.number("guest_subscriptions"),
            row.number("guest_invoices")));
  }

  long paymentsSince(Instant from) {
    return database.read(c ->
        Sql.of(
                "select count(*) as payments from charge where status = 'succeeded'"
                    + " and amount_captured > 0 and created >= ?",
                from.getEpochSecond())
            .one(c, row -> row.number("payments")));
  }

  Map<String, Long> metadataKeys() {
    Map<String, Long> customersByKey = new LinkedHashMap<>();
    database
        .read(c ->
            Sql.of(
                    """
                    select m.key, count(*) as customers
                    from customer, jsonb_each_text(metadata) m
                    where contact is not null and btrim(m.value, ?) <> ''
                    group by m.key
                    order by customers desc, m.key collate "C"
                    limit ?
                    """,
                    SPACES,
                    MAX_KEYS)
                .list(c, row -> Map.entry(row.text("key"), row.number("customers"))))
        .forEach(entry -> customersByKey.put(entry.getKey(), entry.getValue()));
    return customersByKey;
  }
}
