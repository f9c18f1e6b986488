package io.tajo.stripe.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Small things to remember, by key, and how much was read of Stripe. Never a secret. */
public final class Facts {
  private final Database database;
  private final InstantSource clock;

  Facts(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** When this ledger was made: the connector's first start. */
  public Instant madeAt() {
    return database.read(
        c -> Sql.of("select made_at from ledger").one(c, row -> row.instant("made_at")));
  }

  public Optional<String> get(String key) {
    return database.read(c ->
        Sql.of("select value from fact where key = ?", key).first(c, row -> row.text("value")));
  }

  public void put(String key, String value) {
    database.write(c ->
        Sql.of(
                "insert into fact (key, value) values (?, ?)"
                    + " on conflict (key) do update set value = excluded.value",
                key,
                value)
            .update(c));
  }

  /** Keeps a fact that never changes; gives the value kept, which may be an earlier one. */
  public String pin(String key, String value) {
    return database.writing(c -> {
      Sql.of("insert into fact (key, value) values (?, ?) on conflict do nothing", key, value)
          .update(c);
      return Sql.of("select value from fact where key = ?", key).one(c, row -> row.text("value"));
    });
  }

  public void remove(String key) {
    database.write(c -> Sql.of("delete from fact where key = ?", key).update(c));
  }

  /** Counts reads of Stripe to today (UTC). */
  public void addReads(long reads) {
    database.write(c ->
        Sql.of(
                "insert into reads as r (day, reads) values (?, ?)"
                    + " on conflict (day) do update set reads = r.reads + excluded.reads",
                day(clock.instant()),
                reads)
            .update(c));
  }

  /** Reads of Stripe on the day (UTC) of a moment and later. */
  public long readsSince(Instant from) {
    return database.read(c ->
        Sql.of(
                "select coalesce(sum(reads), 0)::bigint as reads from reads where day >= ?",
                day(from))
            .one(c, row -> row.number("reads")));
  }

  /** How much the database takes on the disk, with all that is in it. */
  public long databaseBytes() {
    return database.read(c ->
        Sql.of("select pg_database_size(current_database()) as bytes")
            .one(c, row -> row.number("bytes")));
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
