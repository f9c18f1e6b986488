package io.tajo.stripe.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import io.tajo.stripe.contact.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Brevo imports from before the request is sent until every row was looked at: a contact of one
 * counts as written only then.
 */
public final class Imports {
  private static final TypeReference<TreeSet<Long>> NUMBERS = new TypeReference<>() {};

  private final Database database;
  private final InstantSource clock;

  Imports(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Keeps an import that is going to be sent; gives its id. */
  public long begin(SortedSet<Long> lists, boolean blocklist) {
    return database.writing(c ->
        Sql.of(
                "insert into contact_import (started_at, lists, blocklist)"
                    + " values (?, ?::jsonb, ?) returning id",
                clock.instant(),
                Json.write(lists),
                blocklist)
            .one(c, row -> row.number("id")));
  }

  /** Keeps contacts of an import, as they will be, before it is sent. */
  public void add(long id, Collection<Written> rowsAsTheyWillBe) {
    database.write(c -> ContactTable.IMPORT_ROWS.upsert(c, rowsAsTheyWillBe, id));
  }

  /** Brevo took the import. */
  public void accepted(long id, long processId) {
    database.write(
        c -> Sql.of("update contact_import set process = ? where id = ?", processId, id).update(c));
  }

  /** Brevo does not take the import; its rows are still to be looked at. */
  public void refused(long id) {
    database.write(
        c -> Sql.of("update contact_import set outcome = 'refused' where id = ?", id).update(c));
  }

  /** Imports that have not ended, oldest first. */
  public List<PendingImport> unfinished() {
    return database.read(c ->
        Sql.of(
                """
                select *,
                  (select count(*) from contact_import_row r where r.import = i.id) as rows
                from contact_import i where ended_at is null order by id
                """)
            .list(
                c,
                row ->
                    new PendingImport(
                        row.number("id"),
                        row.numberOrNull("process"),
                        row.instant("started_at"),
                        row.json("lists", NUMBERS),
                        row.flag("blocklist"),
                        row.textOrNull("outcome") != null,
                        row.number("rows"))));
  }

  /** Addresses of an import's rows that are not settled yet, in byte order. */
  public List<String> addresses(long id, int limit) {
    return database.read(c ->
        Sql.of(
                "select address from contact_import_row where import = ? order by address limit ?",
                id,
                limit)
            .list(c, row -> row.text("address")));
  }

  /** The rows, in whatever import that has not ended, of those of the addresses that are in one. */
  public Map<String, Written> rows(Collection<String> addresses) {
    Map<String, Written> rows = new HashMap<>();
    database
        .read(c ->
            Sql.of(
                    "select * from contact_import_row where address = any (?::text[])"
                        + " order by import",
                    addresses)
                .list(c, ContactTable::written))
        .forEach(row -> rows.put(row.address(), row));
    return rows;
  }

  /** Those of the addresses that are in an import that has not ended. */
  public Set<String> inUnfinished(Collection<String> addresses) {
    return new HashSet<>(
        database.read(c ->
            Sql.of(
                    "select distinct address from contact_import_row"
                        + " where address = any (?::text[])",
                    addresses)
                .list(c, row -> row.text("address"))));
  }

  /**
   * Takes rows out of their imports whose contacts Brevo has: they are kept as written.
   *
   * @param mark whether the contacts are marked, to be made anew
   */
  public void settle(Collection<Written> written, boolean mark) {
    database.write(c -> {
      ContactTable.CONTACTS.upsert(c, written, null);
      drop(c, written.stream().map(Written::address).toList(), mark);
    });
  }

  /** Takes rows out of their imports whose contacts Brevo did not make: they are made anew. */
  public void drop(Collection<String> addresses) {
    database.write(c -> drop(c, addresses, true));
  }

  private void drop(Connection c, Collection<String> addresses, boolean mark) throws SQLException {
    if (mark) {
      Marks.add(c, addresses, Marks.next(c), clock.instant());
    }
    Sql.of("delete from contact_import_row where address = any (?::text[])", addresses).update(c);
  }

  /** Ends an import; rows that are not settled are dropped as not written. */
  public void end(long id, String outcome) {
    database.write(c -> {
      Sql.of("delete from contact_import_row where import = ?", id).update(c);
      Sql.of(
              "update contact_import set ended_at = ?, outcome = ? where id = ?",
              clock.instant(),
              outcome,
              id)
          .update(c);
    });
  }
}
