package io.tajo.stripe.ledger;

import io.tajo.stripe.contact.Written;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was last written to Brevo, and whom Brevo must not mail although it forgot that. */
public final class Contacts {
  private final Database database;
  private final Suppression suppression;

  Contacts(Database database) {
    this.database = database;
    this.suppression = new Suppression(database);
  }

  /** What was last written to those of the addresses that anything was written to. */
  public Map<String, Written> written(Collection<String> addresses) {
    Map<String, Written> written = new HashMap<>();
    database
        .read(c -> ContactTable.CONTACTS.having(c, "address", new HashSet<>(addresses)))
        .forEach(contact -> written.put(contact.address(), contact));
    return written;
  }

  /** What was last written to contacts that were made of a customer, perhaps among others. */
  public List<Written> writtenOf(String customer) {
    return database.read(c ->
        Sql.of("select * from contact where customers @> jsonb_build_array(?::text)", customer)
            .list(c, ContactTable::written));
  }

  /** Keeps what was just written, all or nothing. */
  public void save(Collection<Written> written) {
    database.write(c -> ContactTable.CONTACTS.upsert(c, written, null));
  }

  /** Forgets that anything was written to the addresses, and that Brevo has them. */
  public void remove(Collection<String> addresses) {
    database.write(c -> {
      Sql.of("delete from contact where address = any (?::text[])", addresses).update(c);
      Sql.of("delete from number_holder where address = any (?::text[])", addresses).update(c);
      Sql.of("delete from presence where address = any (?::text[])", addresses).update(c);
    });
  }

  /** The contact goes on under another address. */
  public void rename(Written from, String to) {
    Written renamed =
        new Written(
            to,
            from.customers(),
            from.attributes(),
            from.lists(),
            from.blocklisted(),
            from.withheld(),
            from.rejection(),
            from.nextChange());
    database.write(c -> {
      Sql.of("delete from contact where address = ?", from.address()).update(c);
      Sql.of("update number_holder set address = ? where address = ?", to, from.address())
          .update(c);
      Sql.of(
              "update outgoing set address = ? where address = ?" + " and " + Outbox.OPEN,
              to,
              from.address())
          .update(c);
      ContactTable.CONTACTS.upsert(c, List.of(renamed), null);
    });
  }

  /** Whether a customer of any written contact was on a page of the run; true without contacts. */
  public boolean anySeenIn(long run) {
    return database.read(c ->
        Sql.of(
                """
                select not exists (select from contact) or exists (
                  select from contact o
                  join customer k on k.contact = o.address
                  join run_seen s on s.customer = k.id and s.run = ?) as seen
                """,
                run)
            .one(c, row -> row.flag("seen")));
  }

  /** Forgets what was written to an attribute, of all contacts: Brevo has lost it. */
  public void forgetAttribute(String attribute) {
    database.write(c ->
        Sql.of(
                "update contact set attributes = attributes - ? where jsonb_exists(attributes, ?)",
                attribute,
                attribute)
            .update(c));
  }

  /**
   * Addresses that nothing was written to and that are in no import, in byte order.
   *
   * @param guests as in {@link Objects#addresses}
   * @param since as in {@link Objects#addresses}
   */
  public List<String> unwritten(String after, int limit, boolean guests, @Nullable Instant since) {
    return database.read(c ->
        Sql.of(
                "select address from ("
                    + ADDRESSES
                    + ") a where address > ? and "
                    + UNWRITTEN
                    + " order by address limit ?",
                guests,
                Objects.seconds(since),
                after,
                limit)
            .list(c, row -> row.text("address")));
  }

  /** Those of some addresses that nothing was ever written to. */
  public List<String> unwrittenAmong(Collection<String> addresses) {
    return database.read(c ->
        Sql.of(
                "select address from unnest(?::text[]) a (address)"
                    + " where not exists (select from contact c where c.address = a.address)",
                addresses)
            .list(c, row -> row.text("address")));
  }

  /** How many {@link #unwritten} addresses there are. */
  public long countUnwritten(boolean guests, @Nullable Instant since) {
    return database.read(c ->
        Sql.of(
                "select count(*) as count from (" + ADDRESSES + ") a where " + UNWRITTEN,
                guests,
                Objects.seconds(since))
            .one(c, row -> row.number("count")));
  }

  /** Addresses of contacts, those of guests included if asked for. */
  static final String ADDRESSES =
      "select contact as address from customer where contact is not null"
          + " union select address from checkout_session where ? and address is not null and "
          + Objects.GUEST;

  private static final String UNWRITTEN =
      "not exists (select from contact c where c.address = a.address)"
          + " and not exists (select from contact_import_row r where r.address = a.address)";

  /**
   * Written contacts whose address no customer has now, in byte order.
   *
   * @param guests whether an expired session without a customer counts as well, as in {@link
   *     Objects#addresses}
   * @param since sessions created before it do not count; null: all do
   */
  public List<Written> orphans(String after, int limit, boolean guests, @Nullable Instant since) {
    return database.read(c ->
        Sql.of(
                "select * from contact o where address > ? and "
                    + ORPHAN
                    + " order by address limit ?",
                after,
                guests,
                Objects.seconds(since),
                limit)
            .list(c, ContactTable::written));
  }

  /** Those of some addresses that {@link #orphans} gives. */
  public List<Written> orphansAmong(
      Collection<String> addresses, boolean guests, @Nullable Instant since) {
    return database.read(c ->
        Sql.of(
                "select * from contact o where address = any (?::text[]) and "
                    + ORPHAN
                    + " order by address",
                addresses,
                guests,
                Objects.seconds(since))
            .list(c, ContactTable::written));
  }

  private static final String ORPHAN =
      "not exists (select from customer where contact = o.address)"
          + " and not (? and exists (select from checkout_session where address = o.address and "
          + Objects.GUEST
          + "))"
          // An event that it must be sent before it goes is still on its way.
          + " and not exists (select from outgoing where before_write and address = o.address and "
          + Outbox.OPEN
          + ")";

  public ContactCounts counts() {
    return database.read(c ->
        Sql.of(
                """
                select count(*) filter (where rejection_digest is null) as written,
                  count(*) filter (where rejection_digest is not null) as rejected,
                  count(*) filter (where withheld <> '{}') as withholding
                from contact
                """)
            .one(
                c,
                row ->
                    new ContactCounts(
                        row.number("written"), row.number("rejected"), row.number("withholding"))));
  }

  /** How many contacts are in each list, as far as this connector put them there; by its id. */
  public Map<Long, Long> listed() {
    Map<Long, Long> listed = new HashMap<>();
    database
        .read(c ->
            Sql.of(
                    "select list::bigint as list, count(*) as contacts from contact,"
                        + " jsonb_array_elements_text(lists) list where rejection_digest is null"
                        + " group by 1")
                .list(c, row -> Map.entry(row.number("list"), row.number("contacts"))))
        .forEach(entry -> listed.put(entry.getKey(), entry.getValue()));
    return listed;
  }

  /** How many contacts go without a value of each attribute because Brevo refused it. */
  public Map<String, Long> withheld() {
    Map<String, Long> withheld = new HashMap<>();
    database
        .read(c ->
            Sql.of(
                    "select name, count(*) as contacts from contact,"
                        + " jsonb_object_keys(withheld) name where withheld <> '{}'"
                        + " group by name")
                .list(c, row -> Map.entry(row.text("name"), row.number("contacts"))))
        .forEach(entry -> withheld.put(entry.getKey(), entry.getValue()));
    return withheld;
  }

  /**
   * Remembers blocklisted addresses that Brevo is about to forget; as keyed hashes (HMAC-SHA-256, a
   * key of this ledger's own), never the addresses themselves.
   */
  public void suppress(Collection<String> addresses) {
    suppression.add(addresses);
  }

  /** Those of the addresses that are remembered as blocklisted. */
  public Set<String> suppressed(Collection<String> addresses) {
    return suppression.among(addresses);
  }
}
