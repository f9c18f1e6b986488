package io.tajo.stripe.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One statement with its parameters in order; collections become arrays of text. */
final class Sql {
  private final String text;
  private final @Nullable Object[] parameters;

  private Sql(String text, @Nullable Object[] parameters) {
    this.text = text;
    this.parameters = parameters;
  }

  static Sql of(String text, @Nullable Object... parameters) {
    return new Sql(text, parameters);
  }

  int update(Connection connection) throws SQLException {
    try (PreparedStatement statement = bound(connection)) {
      return statement.executeUpdate();
    }
  }

  <T> List<T> list(Connection connection, Row.Reader<T> reader) throws SQLException {
    try (PreparedStatement statement = bound(connection);
        ResultSet result = statement.executeQuery()) {
      Row row = new Row(result);
      List<T> list = new ArrayList<>();
      while (result.next()) {
        list.add(reader.read(row));
      }
      return list;
    }
  }

  <T> Optional<T> first(Connection connection, Row.Reader<T> reader) throws SQLException {
    List<T> list = list(connection, reader);
    return list.isEmpty() ? Optional.empty() : Optional.of(list.getFirst());
  }

  <T> T one(Connection connection, Row.Reader<T> reader) throws SQLException {
    return first(connection, reader).orElseThrow();
  }

  private PreparedStatement bound(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    try {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, driverValue(connection, parameters[i]));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  private static @Nullable Object driverValue(Connection connection, @Nullable Object value)
      throws SQLException {
    return switch (value) {
      case String string -> Text.clean(string);
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case Collection<?> texts ->
          connection.createArrayOf("text", texts.stream().map(Sql::clean).toArray(String[]::new));
      case null -> null;
      default -> value;
    };
  }

  private static @Nullable String clean(@Nullable Object text) {
    return text == null ? null : Text.clean((String) text);
  }
}
