package io.tajo.stripe.ledger;

import java.sql.SQLException;

/** Failures of the ledger for the tests of other rooms, which cannot make them. */
public final class LedgerFailures {
  private LedgerFailures() {}

  /** As where PostgreSQL has gone away. */
  public static LedgerException unreachable() {
    return LedgerException.of(new SQLException("host db.example", "08006"));
  }
}
