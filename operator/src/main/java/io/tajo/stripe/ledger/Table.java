package io.tajo.stripe.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    if (rows.isEmpty()) {
      return;
    }
    TreeMap<String, R> byKey = new TreeMap<>();
    rows.forEach(row -> byKey.put(key(row), row));
    try (PreparedStatement statement = connection.prepareStatement(insert())) {
      int parameter = 1;
      if (lead != null) {
        statement.setObject(
            parameter++,
            leading instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : leading);
      }
      for (Column<R> column : columns) {
        statement.setArray(parameter++, array(connection, column, byKey.values()));
      }
      statement.executeUpdate();
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
    String key = columns.getFirst().name();
    String leadColumn = lead == null ? "" : lead + ", ";
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String values =
        columns.stream()
            .map(c -> "u." + c.name() + "::" + c.type())
            .collect(Collectors.joining(", "));
    String arrays =
        Stream.generate(() -> "?").limit(columns.size()).collect(Collectors.joining(", "));
    String conflict = leadIsKey ? lead + ", " + key : key;
    String updates =
        Stream.concat(Stream.ofNullable(lead), columns.stream().map(Column::name))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    return "insert into %s as t (%s%s) select %s%s from unnest(%s) as u(%s)"
            .formatted(name, leadColumn, names, lead == null ? "" : "?, ", values, arrays, names)
        + " on conflict (%s) do update set %s%s"
            .formatted(conflict, updates, guard == null ? "" : " where " + guard);
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
