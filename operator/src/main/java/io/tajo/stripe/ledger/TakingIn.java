package io.tajo.stripe.ledger;

import static java.util.stream.Collectors.groupingBy;

import io.tajo.stripe.profile.Catalog;
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
 * One transaction in which events are taken into the ledger: what they changed, which contacts are
 * to be made anew, what is to be sent to Brevo, and that the events are done; all of it or nothing.
 */
public final class TakingIn {
  /** What is done in the transaction; done again from the start when it lost against another. */
  @FunctionalInterface
  public interface Work<T> {
    T in(TakingIn transaction) throws SQLException;
  }

  private final Connection c;
  private final Instant now;
  private final long revision;

  TakingIn(Connection connection, Instant now) throws SQLException {
    this.c = connection;
    this.now = now;
    this.revision = Marks.next(connection);
  }

  /** The number of what is changed here, as marks have it. */
  public long change() {
    return revision;
  }

  /** The subscriptions as the ledger has them, by id. */
  public Map<String, SubscriptionRow> subscriptions(Collection<String> ids) throws SQLException {
    return StripeTables.SUBSCRIPTIONS.having(c, "id", new HashSet<>(ids)).stream()
        .collect(Collectors.toMap(SubscriptionRow::id, row -> row));
  }

  /**
   * Keeps what subscriptions were when an event of theirs was last told of (or that they were not
   * there), before something else shows what the next one will tell.
   */
  public void keepTold(Collection<String> ids) throws SQLException {
    if (!ids.isEmpty()) {
      Sql.of(
              """
              insert into subscription_told (id, kept_at, told)
              select id, ?::timestamptz, to_jsonb(s)
              from unnest(?::text[]) as u (id) left join subscription s using (id)
              on conflict do nothing
              """,
              now,
              ids)
          .update(c);
    }
  }

  /** What was kept of those of the subscriptions that were there. */
  public List<SubscriptionRow> told(Collection<String> ids) throws SQLException {
    return ids.isEmpty()
        ? List.of()
        : Sql.of(
                "select s.* from subscription_told t, jsonb_populate_record(null::subscription,"
                    + " t.told) s where t.id = any (?::text[]) and t.told is not null",
                ids)
            .list(c, StripeTables.SUBSCRIPTIONS.reader());
  }

  /** Those of the subscriptions that were not there when something first showed them. */
  public Set<String> untold(Collection<String> ids) throws SQLException {
    return ids.isEmpty()
        ? new HashSet<>()
        : new HashSet<>(
            Sql.of(
                    "select id from subscription_told where id = any (?::text[]) and told is null",
                    ids)
                .list(c, row -> row.text("id")));
  }

  /** Events told of subscriptions: what they were before is kept no longer. */
  public void forgetTold(Collection<String> ids) throws SQLException {
    forgetTold(c, ids);
  }

  /** What a sweep has seen is too late to tell of. */
  static void sweptPast(Connection c, Rows rows) throws SQLException {
    forgetTold(c, rows.subscriptions().stream().map(SubscriptionRow::id).toList());
  }

  private static void forgetTold(Connection c, Collection<String> ids) throws SQLException {
    if (!ids.isEmpty()) {
      Sql.of("delete from subscription_told where id = any (?::text[])", ids).update(c);
    }
  }

  /** All subscriptions of contacts, by address; a contact without any is absent. */
  public Map<String, List<SubscriptionRow>> subscriptionsOf(Collection<String> addresses)
      throws SQLException {
    Map<String, String> addressOf = new HashMap<>();
    for (CustomerRow customer :
        StripeTables.CUSTOMERS.having(c, "contact", new HashSet<>(addresses))) {
      addressOf.put(customer.id(), String.valueOf(customer.address()));
    }
    return StripeTables.SUBSCRIPTIONS.having(c, "customer", addressOf.keySet()).stream()
        .collect(groupingBy(row -> addressOf.getOrDefault(String.valueOf(row.customer()), "")));
  }

  /** The address of each customer's contact now; empty for one that makes none. */
  public Map<String, Optional<String>> addressesOf(Collection<String> customers)
      throws SQLException {
    return Objects.addressesOf(c, customers);
  }

  /** How many customers with each of the addresses live. */
  public Map<String, Long> customersAt(Collection<String> addresses) throws SQLException {
    Map<String, Long> counts = new HashMap<>();
    Sql.of(
            "select contact, count(*) as customers from customer"
                + " where contact = any (?::text[]) group by contact",
            addresses)
        .list(c, row -> Map.entry(row.text("contact"), row.number("customers")))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    return counts;
  }

  /** The customers' own discounts; a customer without one is absent. */
  public Map<String, DiscountRow> discountsOf(Collection<String> customers) throws SQLException {
    Map<String, DiscountRow> discounts = new HashMap<>();
    for (CustomerRow customer : StripeTables.CUSTOMERS.having(c, "id", new HashSet<>(customers))) {
      @Nullable DiscountRow discount = customer.discount();
      if (discount != null) {
        discounts.put(customer.id(), discount);
      }
    }
    return discounts;
  }

  /** What subscriptions refer to, as far as it is known. */
  public Catalog catalog(Collection<SubscriptionRow> subscriptions, Collection<DiscountRow> more)
      throws SQLException {
    return ContactLoader.catalog(c, subscriptions, more);
  }

  /** The owners of charges: customers' ids by charge; a charge that is not known is absent. */
  public Map<String, String> payersOf(Collection<String> charges) throws SQLException {
    Map<String, String> payers = new HashMap<>();
    Sql.of(
            "select id, customer from charge where id = any (?::text[]) and customer is not null",
            charges)
        .list(c, row -> Map.entry(row.text("id"), row.text("customer")))
        .forEach(entry -> payers.put(entry.getKey(), entry.getValue()));
    return payers;
  }

  /** Takes in what was read at a moment. */
  public void save(Rows rows, Instant asOf) throws SQLException {
    Objects.save(c, rows, asOf);
  }

  /**
   * Takes in what events show, each only if it is newer than what is known.
   *
   * @return the ids of those that were taken
   */
  public Set<String> saveNewer(Rows rows, Instant asOf) throws SQLException {
    return Objects.saveNewer(c, rows, asOf);
  }

  /** Marks customers as deleted, whatever was seen of them. */
  public void markDeleted(Collection<String> customers, Instant asOf) throws SQLException {
    Objects.markDeleted(c, customers, asOf);
  }

  /** Forgets invoices: drafts can be deleted. */
  public void forgetInvoices(Collection<String> ids) throws SQLException {
    if (!ids.isEmpty()) {
      Sql.of("delete from invoice where id = any (?::text[])", ids).update(c);
    }
  }

  /** The contacts that objects belong to, as the ledger has it now. */
  public Set<String> contactsOf(Touched touched) throws SQLException {
    return touched.contacts(c);
  }

  /** Has contacts made anew, and those whose subscriptions refer to what changed. */
  public void mark(Collection<String> addresses, Touched touched) throws SQLException {
    Marks.add(c, addresses, revision, now);
    touched.markUsers(c, revision, now);
  }

  /** Events of customers that were just deleted go to the contacts that they had. */
  public void pin(Map<String, String> addressByCustomer) throws SQLException {
    Outbox.pin(c, addressByCustomer);
  }

  /** Has events sent to Brevo, once it knows what has been marked here. */
  public void send(Collection<Outgoing> events) throws SQLException {
    Outbox.add(c, events, revision, now);
  }

  /** Events are worked off. */
  public void done(Collection<String> events) throws SQLException {
    Inbox.done(c, events, now);
  }
}
