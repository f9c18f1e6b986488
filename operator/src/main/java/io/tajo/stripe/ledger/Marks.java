package io.tajo.stripe.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which contacts are to be made anew, because something of theirs has changed. */
public final class Marks {
  private final Database database;
  private final InstantSource clock;

  Marks(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A number greater than that of every change before. Whoever has it keeps others from theirs
   * until his transaction ends: a change that shows later has the greater number, or a write could
   * pass for one that it did not know of.
   */
  static long next(Connection c) throws SQLException {
    return Sql.of(
            "select nextval('revision') as next from (select from ledger for update) one_at_a_time")
        .one(c, row -> row.number("next"));
  }

  static void add(Connection c, Collection<String> addresses, long revision, Instant now)
      throws SQLException {
    if (!addresses.isEmpty()) {
      Sql.of(
              """
              insert into contact_mark as m (address, revision, marked_at, due_at)
              select distinct a collate "C", ?::bigint, ?::timestamptz, ?::timestamptz
              from unnest(?::text[]) a order by 1
              on conflict (address) do update set revision = excluded.revision,
                due_at = least(m.due_at, excluded.due_at)
              """,
              revision,
              now,
              now,
              addresses)
          .update(c);
    }
  }

  /** Marks contacts. */
  public void add(Collection<String> addresses) {
    database.write(c -> add(c, addresses, next(c), clock.instant()));
  }

  /** Marks the contacts that change with the clock alone by now. */
  public void addDue() {
    Instant now = clock.instant();
    database.write(c ->
        Sql.of(
                """
                insert into contact_mark (address, revision, marked_at, due_at)
                select address, ?::bigint, ?::timestamptz, ?::timestamptz
                from contact where next_change <= ?
                order by address
                on conflict (address) do nothing
                """,
                next(c),
                now,
                now,
                now)
            .update(c));
  }

  /**
   * Contacts whose turn it is: first those that nobody has any more, because their contacts may
   * move to addresses that come after. A contact that an unfinished import holds waits for its end,
   * one that an event must be sent to before it is written waits for that.
   */
  public List<Mark> due(int limit) {
    Instant now = clock.instant();
    return database.read(c ->
        Sql.of(
                """
                select * from (
                  select address, revision, attempts, marked_at,
                    exists (select from contact c where c.address = m.address)
                      and not exists (select from customer k where k.contact = m.address) as gone
                  from contact_mark m
                  where due_at <= ?
                    and not exists (select from contact_import_row r where r.address = m.address)
                    and not exists (
                      select from outgoing o
                      where o.before_write and o.address = m.address
                        and o.state in ('waiting', 'sending'))) marks
                order by gone desc, marked_at, address
                limit ?
                """,
                now,
                limit)
            .list(
                c,
                row ->
                    new Mark(
                        row.text("address"),
                        row.number("revision"),
                        (int) row.number("attempts"))));
  }

  /** Marked contacts that nobody has any more and whose turn it is not: they hold back others. */
  public List<String> leftAndWaiting(int limit) {
    Instant now = clock.instant();
    return database.read(c ->
        Sql.of(
                """
                select address from contact_mark m
                where due_at > ?
                  and exists (select from contact c where c.address = m.address)
                  and not exists (select from customer k where k.contact = m.address)
                limit ?
                """,
                now,
                limit)
            .list(c, row -> row.text("address")));
  }

  /** Those of the addresses that are marked. */
  public Set<String> among(Collection<String> addresses) {
    return new HashSet<>(
        database.read(c ->
            Sql.of("select address from contact_mark where address = any (?::text[])", addresses)
                .list(c, row -> row.text("address"))));
  }

  /** How many contacts are marked, whether it is their turn or not; counts no further than that. */
  public long count(int most) {
    return database.read(c ->
        Sql.of("select count(*) as count from (select from contact_mark limit ?) m", most)
            .one(c, row -> row.number("count")));
  }

  /** The number of the latest change. */
  public long newest() {
    return database.read(c ->
        Sql.of("select coalesce(max(revision), 0) as newest from contact_mark")
            .one(c, row -> row.number("newest")));
  }

  /** Whether it is the turn of a contact whose latest change has at most this number. */
  public boolean isDue(long revision) {
    Instant now = clock.instant();
    return database.read(c ->
        Sql.of(
                "select exists (select from contact_mark where due_at <= ? and revision <= ?) as due",
                now,
                revision)
            .one(c, row -> row.flag("due")));
  }

  /** Whether a contact that was marked by a moment, and is in no import, is not written yet. */
  public boolean isLeft(Instant markedBy) {
    return database.read(c ->
        Sql.of(
                "select exists (select from contact_mark m where marked_at <= ? and not exists"
                    + " (select from contact_import_row r where r.address = m.address)) as left_over",
                markedBy)
            .one(c, row -> row.flag("left_over")));
  }

  /** When the contact that waits longest was marked. */
  public Optional<Instant> oldest() {
    return database.read(c ->
        Sql.of("select min(marked_at) as oldest from contact_mark")
            .one(c, row -> Optional.ofNullable(row.instantOrNull("oldest"))));
  }

  /** Brevo was told of these contacts' changes, as far as they were known. */
  public void written(Collection<Mark> marks) {
    List<String> addresses = marks.stream().map(Mark::address).toList();
    List<String> revisions = marks.stream().map(mark -> Long.toString(mark.revision())).toList();
    database.write(c -> {
      Sql.of(
              """
              delete from contact_mark m
              using unnest(?::text[], ?::text[]) as w (address, revision)
              where m.address = w.address and m.revision = w.revision::bigint
              """,
              addresses,
              revisions)
          .update(c);
      Sql.of(
              """
              update contact_mark m set written = w.revision::bigint, attempts = 0, marked_at = ?
              from unnest(?::text[], ?::text[]) as w (address, revision)
              where m.address = w.address
              """,
              clock.instant(),
              addresses,
              revisions)
          .update(c);
    });
  }

  /** Contacts could not be written and are tried again. */
  public void postpone(Collection<String> addresses, Instant until) {
    database.write(c ->
        Sql.of(
                "update contact_mark set attempts = attempts + 1, due_at = ?"
                    + " where address = any (?::text[])",
                until,
                addresses)
            .update(c));
  }
}
