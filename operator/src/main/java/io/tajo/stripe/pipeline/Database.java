package io.tajo.stripe.pipeline;

import java.nio.file.Path;

/** Where the ledger is kept. */
public sealed interface Database {
  /**
   * A PostgreSQL that is started for as long as it is needed.
   *
   * @param directory of its data; made if it is not there
   */
  record Embedded(Path directory) implements Database {}

  /**
   * A PostgreSQL that is there already.
   *
   * @param url with user and password, {@code postgresql://} or {@code jdbc:postgresql://}
   */
  record External(String url) implements Database {
    @Override
    public String toString() {
      return "External[…]";
    }
  }
}
