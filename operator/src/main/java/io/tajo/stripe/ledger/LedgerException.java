package io.tajo.stripe.ledger;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ledger cannot do what it was asked. The message says what to do next and holds neither
 * personal data nor the password.
 */
public final class LedgerException extends RuntimeException {
  /** What stands in the way; see the PostgreSQL manual, appendix "Error Codes". */
  public enum Kind {
    /** No connection, or it was lost; trying again later may help. */
    UNREACHABLE,
    /** Wrong user or password. */
    LOGIN,
    /** There is no such database. */
    MISSING,
    /** The user lacks a right. */
    NOT_ALLOWED,
    /** PostgreSQL is older than 15. */
    TOO_OLD,
    /** No room on the server's disk. */
    DISK_FULL,
    /** Another process has what only one may have. */
    IN_USE,
    /** Anything else: most likely a mistake in this program. */
    FAILED
  }

  private static final long serialVersionUID = 1L;
  private static final Set<String> LOGIN_CLASSES = Set.of("28");
  private static final Set<String> UNREACHABLE_CLASSES = Set.of("08", "53", "57");

  private final Kind kind;

  LedgerException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static LedgerException of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String group = state.length() < 2 ? "" : state.substring(0, 2);
    if (LOGIN_CLASSES.contains(group)) {
      return new LedgerException(
          Kind.LOGIN, "PostgreSQL refuses the login: check user and password of the database.", e);
    }
    if (state.equals("53100")) {
      return new LedgerException(
          Kind.DISK_FULL,
          "PostgreSQL has no room left on its disk: make the volume larger, then run again;"
              + " nothing half-written counts.",
          e);
    }
    if (state.equals("42501") || state.equals("25006")) {
      return new LedgerException(
          Kind.NOT_ALLOWED,
          "PostgreSQL does not allow this user to do that: grant it CREATE on the database, or make"
              + " it the owner of the connector's schema, on a server that takes writes.",
          e);
    }
    if (state.equals("42P01") || state.equals("3F000")) {
      return new LedgerException(
          Kind.FAILED,
          "The ledger's tables are gone from this database: start this process anew, which makes"
              + " them (in a cluster: kubectl rollout restart deployment of the receivers).",
          e);
    }
    if (state.equals("3D000")) {
      return new LedgerException(
          Kind.MISSING, "The database does not exist: create it, or mend its URL.", e);
    }
    if (UNREACHABLE_CLASSES.contains(group) || e instanceof SQLTransientException) {
      return new LedgerException(
          Kind.UNREACHABLE,
          "PostgreSQL cannot be reached or is taking no connections: check that it runs, its host,"
              + " port and connection limit.",
          e);
    }
    return new LedgerException(
        Kind.FAILED, "PostgreSQL refused a statement of the ledger (" + state + ").", e);
  }

  public Kind kind() {
    return kind;
  }
}
