package io.tajo.stripe.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A row of a query's answer, by column name. */
final class Row {
  /** Makes something of a row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Row row) throws SQLException;
  }

  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  String text(String column) throws SQLException {
    return Objects.requireNonNull(textOrNull(column), column);
  }

  @Nullable String textOrNull(String column) throws SQLException {
    return result.getString(column);
  }

  long number(String column) throws SQLException {
    return result.getLong(column);
  }

  @Nullable Long numberOrNull(String column) throws SQLException {
    long number = result.getLong(column);
    return result.wasNull() ? null : number;
  }

  @Nullable BigDecimal decimalOrNull(String column) throws SQLException {
    return result.getBigDecimal(column);
  }

  boolean flag(String column) throws SQLException {
    return result.getBoolean(column);
  }

  @Nullable Boolean flagOrNull(String column) throws SQLException {
    boolean flag = result.getBoolean(column);
    return result.wasNull() ? null : flag;
  }

  /** A moment in Stripe, kept as Unix time. */
  Instant second(String column) throws SQLException {
    return Instant.ofEpochSecond(number(column));
  }

  @Nullable Instant secondOrNull(String column) throws SQLException {
    Long seconds = numberOrNull(column);
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }

  Instant instant(String column) throws SQLException {
    return Objects.requireNonNull(instantOrNull(column), column);
  }

  @Nullable Instant instantOrNull(String column) throws SQLException {
    OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  <T> T json(String column, TypeReference<T> type) throws SQLException {
    return Json.read(text(column), type);
  }

  <T> @Nullable T jsonOrNull(String column, TypeReference<T> type) throws SQLException {
    String json = textOrNull(column);
    return json == null ? null : Json.read(json, type);
  }

  SortedMap<String, JsonNode> values(String column) throws SQLException {
    return Json.values(text(column));
  }

  byte[] bytes(String column) throws SQLException {
    return result.getBytes(column);
  }

  String[] texts(String column) throws SQLException {
    return (String[]) result.getArray(column).getArray();
  }
}
