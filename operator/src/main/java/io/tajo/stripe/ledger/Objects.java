package io.tajo.stripe.ledger;

import io.tajo.stripe.profile.Catalog;
import io.tajo.stripe.profile.ContactRows;
import io.tajo.stripe.profile.CustomerRow;
import io.tajo.stripe.profile.DiscountRow;
import io.tajo.stripe.profile.SubscriptionRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's objects as of a moment: of two sights of an object the newer counts, in whatever order
 * they come. Safe to use from many threads.
 */
public final class Objects {
  private final Database database;
  private final ContactLoader loader;
  private final Gaps gaps;
  private final Counting counting;

  Objects(Database database) {
    this.database = database;
    this.loader = new ContactLoader(database);
    this.gaps = new Gaps(database);
    this.counting = new Counting(database);
  }

  /** Takes in what was seen at one moment, all of it or nothing. */
  public void save(Rows rows, Instant asOf) {
    database.write(connection -> save(connection, rows, asOf));
  }

  static void save(Connection c, Rows rows, Instant asOf) throws SQLException {
    saveCustomers(c, rows.customers(), asOf);
    StripeTables.CHARGES.upsert(c, rows.charges(), asOf);
    StripeTables.REFUNDS.upsert(c, rows.refunds(), asOf);
    StripeTables.DISPUTES.upsert(c, rows.disputes(), asOf);
    StripeTables.SUBSCRIPTIONS.upsert(c, rows.subscriptions(), asOf);
    StripeTables.INVOICES.upsert(c, rows.invoices(), asOf);
    CatalogTables.PRODUCTS.upsert(c, rows.products(), asOf);
    CatalogTables.PRICES.upsert(c, rows.prices(), asOf);
    CatalogTables.COUPONS.upsert(c, rows.coupons(), asOf);
    StripeTables.SESSIONS.upsert(c, rows.sessions(), asOf);
    StripeTables.UPCOMING.upsert(c, rows.upcoming(), asOf);
  }

  /** Takes in, kind by kind, what is newer than what is known; what only comes along as it is. */
  static Set<String> saveNewer(Connection c, Rows rows, Instant asOf) throws SQLException {
    Set<String> taken = new HashSet<>();
    taken.addAll(StripeTables.CUSTOMERS.upsertNewer(c, rows.customers(), asOf));
    taken.addAll(StripeTables.CHARGES.upsertNewer(c, rows.charges(), asOf));
    taken.addAll(StripeTables.REFUNDS.upsertNewer(c, rows.refunds(), asOf));
    taken.addAll(StripeTables.DISPUTES.upsertNewer(c, rows.disputes(), asOf));
    taken.addAll(StripeTables.SUBSCRIPTIONS.upsertNewer(c, rows.subscriptions(), asOf));
    taken.addAll(StripeTables.INVOICES.upsertNewer(c, rows.invoices(), asOf));
    taken.addAll(CatalogTables.PRODUCTS.upsertNewer(c, rows.products(), asOf));
    taken.addAll(CatalogTables.COUPONS.upsertNewer(c, rows.coupons(), asOf));
    taken.addAll(StripeTables.SESSIONS.upsertNewer(c, rows.sessions(), asOf));
    CatalogTables.PRICES.upsert(c, rows.prices(), asOf);
    StripeTables.UPCOMING.upsert(c, rows.upcoming(), asOf);
    return taken;
  }

  private static void saveCustomers(Connection c, List<CustomerRow> rows, Instant asOf)
      throws SQLException {
    Map<String, CustomerRow> last = new HashMap<>();
    rows.forEach(row -> last.put(row.id(), row));
    Map<Boolean, List<CustomerRow>> byDeleted =
        last.values().stream().collect(Collectors.partitioningBy(CustomerRow::deleted));
    StripeTables.CUSTOMERS.upsert(c, byDeleted.getOrDefault(false, List.of()), asOf);
    markDeleted(
        c, byDeleted.getOrDefault(true, List.of()).stream().map(CustomerRow::id).toList(), asOf);
  }

  /**
   * Marks customers as deleted, also such as the ledger has never seen. A sight that is not newer
   * brings nobody back. Their columns stay until {@link #forgetDeleted}: the event of the deletion
   * still goes to the contact.
   */
  public void markDeleted(Collection<String> customerIds, Instant asOf) {
    database.write(connection -> markDeleted(connection, customerIds, asOf));
  }

  static void markDeleted(Connection c, Collection<String> ids, Instant asOf) throws SQLException {
    if (!ids.isEmpty()) {
      Sql.of(
              """
              insert into customer as t (id, as_of, created, deleted)
              select distinct id collate "C", ?::timestamptz, 0, true from unnest(?::text[]) id
              order by 1
              on conflict (id) do update set deleted = true,
                as_of = greatest(excluded.as_of, t.as_of)
              """,
              asOf,
              ids)
          .update(c);
    }
  }

  /**
   * Clears the personal columns of deleted customers whose contacts were dealt with: none is to be
   * made anew, and no event is to be sent.
   */
  public void forgetDeleted() {
    database.write(connection ->
        Sql.of(
                """
                update customer set email = null, address = null, name = null, phone = null,
                  country = null, city = null, postal_code = null, metadata = '{}'
                where deleted
                  and (email is not null or address is not null or name is not null
                    or phone is not null or country is not null or city is not null
                    or postal_code is not null or metadata <> '{}')
                  and not exists (select from contact_mark m where m.address = customer.address)
                  and not exists (
                    select from outgoing o
                    where o.customer = customer.id and o.state in ('waiting', 'sending'))
                """)
            .update(connection));
  }

  /** Forgets what subscriptions were that was kept before a moment: see {@link TakingIn}. */
  public void forgetTold(Instant before) {
    database.write(
        c -> Sql.of("delete from subscription_told where kept_at < ?", before).update(c));
  }

  /**
   * The address of each known customer's contact now; empty for one that makes none (deleted, on a
   * test clock, without a usable e-mail).
   */
  public Map<String, Optional<String>> addressesOf(Collection<String> customerIds) {
    return database.read(c -> addressesOf(c, customerIds));
  }

  static Map<String, Optional<String>> addressesOf(Connection c, Collection<String> customerIds)
      throws SQLException {
    Map<String, Optional<String>> addresses = new HashMap<>();
    Sql.of("select id, contact from customer where id = any (?::text[])", customerIds)
        .list(c, row -> Map.entry(row.text("id"), Optional.ofNullable(row.textOrNull("contact"))))
        .forEach(entry -> addresses.put(entry.getKey(), entry.getValue()));
    return addresses;
  }

  /** Customers that live, not on a test clock, and that no page of the run contained; by id. */
  public List<String> customersNotSeenIn(long run, String afterId, int limit) {
    return database.read(c ->
        Sql.of(
                """
                select id from customer
                where not deleted and test_clock is null and id > ?
                  and not exists (select from run_seen where run = ? and customer = id)
                order by id
                limit ?
                """,
                afterId,
                run,
                limit)
            .list(c, row -> row.text("id")));
  }

  /**
   * Ids of prices that subscription items use and that must be read for their tiers or for another
   * currency's amounts, in byte order.
   */
  public List<String> incompletePrices(String after, int limit) {
    return gaps.incompletePrices(after, limit);
  }

  /** Ids of products that used prices name and the ledger lacks, in byte order. */
  public List<String> unknownProducts(String after, int limit) {
    return gaps.unknownProducts(after, limit);
  }

  /** Coupons that are used and that the ledger lacks, each with one place of use, in byte order. */
  public List<CouponReference> unknownCoupons(String after, int limit) {
    return gaps.unknownCoupons(after, limit);
  }

  /**
   * Distinct addresses of contacts in byte order.
   *
   * @param guests whether those of expired sessions without a customer whose promotions were opted
   *     into make contacts too
   * @param since sessions created before it make none; null: all
   */
  public List<String> addresses(String after, int limit, boolean guests, @Nullable Instant since) {
    String customers =
        "(select distinct contact from customer where contact > ? order by contact limit ?)";
    return database.read(c ->
        (guests
                ? Sql.of(
                    customers
                        + " union (select distinct address from checkout_session where "
                        + GUEST
                        + " and address > ? order by address limit ?)"
                        + " order by contact limit ?",
                    after,
                    limit,
                    seconds(since),
                    after,
                    limit,
                    limit)
                : Sql.of(customers, after, limit))
            .list(c, row -> row.text("contact")));
  }

  /** How many addresses {@link #addresses} gives in all. */
  public long countAddresses(boolean guests, @Nullable Instant since) {
    return database.read(c ->
        Sql.of(
                "select count(*) as count from (" + Contacts.ADDRESSES + ") a",
                guests,
                seconds(since))
            .one(c, row -> row.number("count")));
  }

  /** A session that makes a contact of its own; one parameter: seconds, from when on. */
  static final String GUEST =
      "customer is null and status = 'expired' and consent_promotions = 'opt_in'"
          + " and created >= ?";

  static long seconds(@Nullable Instant since) {
    return since == null ? Long.MIN_VALUE : since.getEpochSecond();
  }

  /**
   * All that each contact is made of, as it is at one moment; one element an address, in their
   * order, empty where nobody has the address. The lists have no order.
   */
  public List<ContactRows> load(Collection<String> addresses) {
    return loader.load(addresses);
  }

  /**
   * Cuts addresses into parts that can be loaded at once: each has at most so many charges, or one
   * address.
   */
  public List<List<String>> parts(List<String> addresses, long mostCharges) {
    return loader.parts(addresses, mostCharges);
  }

  /** The prices, products and coupons that the contacts refer to, as far as they are known. */
  public Catalog catalog(Collection<ContactRows> contacts) {
    return loader.catalog(contacts);
  }

  /**
   * What subscriptions refer to, as far as it is known.
   *
   * @param more discounts that are not the subscriptions' own: customers'
   */
  public Catalog catalog(Collection<SubscriptionRow> subscriptions, Collection<DiscountRow> more) {
    return database.snapshot(c -> ContactLoader.catalog(c, subscriptions, more));
  }

  /**
   * How many customers that make contacts have a value, not blank, under each metadata key: the
   * 1,000 commonest keys, ties in byte order.
   */
  public Map<String, Long> metadataKeys() {
    return counting.metadataKeys();
  }

  /**
   * Counts everything.
   *
   * @param since as in {@link Counts}; null: all
   */
  public Counts counts(@Nullable Instant since) {
    return counting.counts(since);
  }

  /** Payments (charges that captured something) created at a moment or later. */
  public long paymentsSince(Instant from) {
    return counting.paymentsSince(from);
  }
}
