package io.tajo.stripe.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are records: many go in by one statement (an array a column), many come out.
 *
 * @param <R> the record; its first column is the key
 */
final class Table<R> {
  private record Column<R>(String name, String type, Function<R, @Nullable Object> value) {}

  private final String name;
  private final Row.Reader<R> reader;
  private final List<Column<R>> columns = new ArrayList<>();
  private final Set<String> kept = new HashSet<>();
  private @Nullable String lead;
  private boolean leadIsKey;
  private @Nullable String guard;

  private Table(String name, Row.Reader<R> reader) {
    this.name = name;
    this.reader = reader;
  }

  static <R> Table<R> of(String name, Row.Reader<R> reader) {
    return new Table<>(name, reader);
  }

  /** Adds a column that has one value for all rows of a call: when they were seen. */
  Table<R> stamp(String column) {
    lead = column;
    return this;
  }

  /** Adds a column that has one value for all rows of a call and is part of the key. */
  Table<R> owner(String column) {
    lead = column;
    leadIsKey = true;
    return this;
  }

  /**
   * What must hold for a row to replace the one there: {@code t} is the old, {@code excluded} the
   * new.
   */
  Table<R> guard(String condition) {
    guard = condition;
    return this;
  }

  /** Columns whose value stays where a new row has none. */
  Table<R> keep(String... names) {
    kept.addAll(List.of(names));
    return this;
  }

  Table<R> text(String column, Function<R, @Nullable String> value) {
    return add(
        column,
        "text",
        row -> {
          String text = value.apply(row);
          return text == null ? null : Text.clean(text);
        });
  }

  Table<R> number(String column, Function<R, @Nullable Long> value) {
    return add(column, "bigint", value::apply);
  }

  Table<R> decimal(String column, Function<R, @Nullable Object> value) {
    return add(column, "numeric", value);
  }

  Table<R> flag(String column, Function<R, @Nullable Boolean> value) {
    return add(column, "boolean", value::apply);
  }

  /** A moment in Stripe, kept as Unix time. */
  Table<R> second(String column, Function<R, @Nullable Instant> value) {
    return add(
        column,
        "bigint",
        row -> {
          Instant instant = value.apply(row);
          return instant == null ? null : instant.getEpochSecond();
        });
  }

  Table<R> instant(String column, Function<R, @Nullable Instant> value) {
    return add(
        column,
        "timestamptz",
        row -> {
          Instant instant = value.apply(row);
          return instant == null ? null : instant.toString();
        });
  }

  Table<R> json(String column, Function<R, @Nullable Object> value) {
    return add(
        column,
        "jsonb",
        row -> {
          Object object = value.apply(row);
          return object == null ? null : Json.write(object);
        });
  }

  private Table<R> add(String column, String type, Function<R, @Nullable Object> value) {
    columns.add(new Column<>(column, type, value));
    return this;
  }

  /**
   * Inserts rows or replaces those there. Of rows with one key the last counts; they go in sorted
   * by key, so that concurrent calls wait for each other instead of deadlocking.
   */
  void upsert(Connection connection, Collection<R> rows, @Nullable Object leading)
      throws SQLException {
    if (!rows.isEmpty()) {
      String text = insert() + replacing(guard);
      try (PreparedStatement statement = bound(connection, text, rows, leading)) {
        statement.executeUpdate();
      }
    }
  }

  /**
   * The same for rows that count only if they are newer than those there, not as new.
   *
   * @return the keys of those that were taken
   */
  Set<String> upsertNewer(Connection connection, Collection<R> rows, Instant stamp)
      throws SQLException {
    String newer = "excluded.%1$s > t.%1$s and (%2$s)".formatted(lead, guard);
    return write(connection, rows, stamp, insert() + replacing(newer));
  }

  /**
   * Inserts rows that are not there yet.
   *
   * @return their keys
   */
  Set<String> insertNew(Connection connection, Collection<R> rows, @Nullable Object leading)
      throws SQLException {
    return write(connection, rows, leading, insert() + " on conflict do nothing");
  }

  private Set<String> write(
      Connection connection, Collection<R> rows, @Nullable Object leading, String text)
      throws SQLException {
    Set<String> keys = new HashSet<>();
    if (!rows.isEmpty()) {
      String returning = text + " returning t." + columns.getFirst().name();
      try (PreparedStatement statement = bound(connection, returning, rows, leading);
          ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          keys.add(result.getString(1));
        }
      }
    }
    return keys;
  }

  private PreparedStatement bound(
      Connection connection, String text, Collection<R> rows, @Nullable Object leading)
      throws SQLException {
    TreeMap<String, R> byKey = new TreeMap<>();
    rows.forEach(row -> byKey.put(key(row), row));
    PreparedStatement statement = connection.prepareStatement(text);
    try {
      int parameter = 1;
      if (lead != null) {
        statement.setObject(
            parameter++,
            leading instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : leading);
      }
      for (Column<R> column : columns) {
        statement.setArray(parameter++, array(connection, column, byKey.values()));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private String key(R row) {
    return String.valueOf(columns.getFirst().value().apply(row));
  }

  private Array array(Connection connection, Column<R> column, Collection<R> rows)
      throws SQLException {
    @Nullable Object[] values = rows.stream().map(column.value()).toArray();
    boolean asText = column.type().equals("jsonb") || column.type().equals("timestamptz");
    return connection.createArrayOf(asText ? "text" : column.type(), values);
  }

  private String insert() {
    String leadColumn = lead == null ? "" : lead + ", ";
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String values =
        columns.stream()
            .map(c -> "u." + c.name() + "::" + c.type())
            .collect(Collectors.joining(", "));
    String arrays =
        Stream.generate(() -> "?").limit(columns.size()).collect(Collectors.joining(", "));
    return "insert into %s as t (%s%s) select %s%s from unnest(%s) as u(%s)"
        .formatted(name, leadColumn, names, lead == null ? "" : "?, ", values, arrays, names);
  }

  private String replacing(@Nullable String condition) {
    String key = columns.getFirst().name();
    String updates =
        Stream.concat(Stream.ofNullable(lead), columns.stream().map(Column::name))
            .map(column ->
                column
                    + " = "
                    + (kept.contains(column)
                        ? "coalesce(excluded.%1$s, t.%1$s)".formatted(column)
                        : "excluded." + column))
            .collect(Collectors.joining(", "));
    return " on conflict (%s) do update set %s%s"
        .formatted(
            leadIsKey ? lead + ", " + key : key,
            updates,
            condition == null ? "" : " where " + condition);
  }

  /** All rows whose column has one of the values. */
  List<R> having(Connection connection, String column, Collection<String> values)
      throws SQLException {
    if (values.isEmpty()) {
      return List.of();
    }
    // A fresh table has no statistics yet; "offset 0" keeps one index look-up a value all the same.
    return Sql.of(
            "select t.* from unnest(?::text[]) v cross join lateral"
                + " (select * from %s where %s = v offset 0) t".formatted(name, column),
            values)
        .list(connection, reader);
  }

  Row.Reader<R> reader() {
    return reader;
  }
}
