package io.tajo.stripe.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of our addresses Brevo has. A snapshot is read while the one before it goes on answering;
 * strangers in Brevo are never kept.
 */
public final class Presence {
  private static final Table<KnownContact> KNOWN =
      Table.of(
              "presence",
              row ->
                  new KnownContact(
                      row.text("address"),
                      row.number("brevo_id"),
                      row.flag("email_blacklisted"),
                      row.flag("sms_blacklisted")))
          .stamp("snapshot")
          .text("address", KnownContact::address)
          .number("brevo_id", KnownContact::brevoId)
          .flag("email_blacklisted", KnownContact::emailBlacklisted)
          .flag("sms_blacklisted", KnownContact::smsBlacklisted);

  private final Database database;

  Presence(Database database) {
    this.database = database;
  }

  /** Starts a new snapshot; one that was not completed is given up. */
  public void begin() {
    database.write(c -> {
      Sql.of("delete from presence_snapshot where completed_at is null").update(c);
      Sql.of("insert into presence_snapshot default values").update(c);
    });
  }

  /** Takes in a page of Brevo's contacts; those that are not ours are left out. */
  public void put(Collection<KnownContact> known) {
    database.write(c -> {
      HashSet<String> ours =
          new HashSet<>(ours(c, known.stream().map(KnownContact::address).toList()));
      save(c, known.stream().filter(contact -> ours.contains(contact.address())).toList());
    });
  }

  private static List<String> ours(Connection c, List<String> addresses) throws SQLException {
    return Sql.of(
            """
            select a from unnest(?::text[]) a
            where exists (select from customer where contact = a)
              or exists (select from checkout_session where address = a)
              or exists (select from contact where address = a)
            """,
            addresses)
        .list(c, row -> row.text("a"));
  }

  /** Ends the snapshot: what it did not show is not in Brevo any more. */
  public void complete(Instant at) {
    database.write(c -> {
      Sql.of(
              "delete from presence where snapshot <"
                  + " (select max(id) from presence_snapshot where completed_at is null)")
          .update(c);
      Sql.of("update presence_snapshot set completed_at = ? where completed_at is null", at)
          .update(c);
      Sql.of(
              "delete from presence_snapshot where id <"
                  + " (select max(id) from presence_snapshot)")
          .update(c);
    });
  }

  /** When the last complete snapshot ended. */
  public Optional<Instant> completedAt() {
    return database.read(c ->
        Sql.of(
                "select completed_at from presence_snapshot where completed_at is not null"
                    + " order by id desc limit 1")
            .first(c, row -> row.instant("completed_at")));
  }

  /** Those of the addresses that Brevo has, as far as the last snapshot and later notes tell. */
  public Map<String, KnownContact> known(Collection<String> addresses) {
    Map<String, KnownContact> known = new HashMap<>();
    database
        .read(c -> KNOWN.having(c, "address", new HashSet<>(addresses)))
        .forEach(contact -> known.put(contact.address(), contact));
    return known;
  }

  /** Brevo has this contact of ours now. */
  public void note(KnownContact known) {
    database.write(c -> save(c, List.of(known)));
  }

  private static void save(Connection c, Collection<KnownContact> known) throws SQLException {
    long snapshot =
        Sql.of("select coalesce(max(id), 0) as id from presence_snapshot")
            .one(c, row -> row.number("id"));
    KNOWN.upsert(c, known, snapshot);
  }
}
