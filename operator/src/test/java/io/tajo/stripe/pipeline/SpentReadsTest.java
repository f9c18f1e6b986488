package io.tajo.stripe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.StripeConnectorStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the status says of the reads that the connector may make. */
class SpentReadsTest {
  /** Of the day on which the run was made; without a ceiling, half of 10,000 are granted. */
  @ParameterizedTest
  @CsvSource({"1000, 900, false", "1000, 1000, true", "200000, 4900, false", "200000, 5000, true"})
  void theStatusSaysUntilWhenTheyAreSpent(long ceiling, long reads, boolean spent)
      throws SQLException {
    try (TestAccounts accounts = TestAccounts.empty()) {
      accounts.spec(
          "stripe",
          "{secretKey: {name: acme, key: stripe}, requestsPerSecond: 500, readsPerMonth: "
              + ceiling
              + "}");
      StripeConnectorStatus before = accounts.run().status();
      assertThat(before.readsSpentUntil()).isNull();
      Instant now = accounts.time.instant();
      spend(accounts, reads);

      try (LedgerConnector connector = accounts.connector(accounts.time.new OfProcess())) {
        @Nullable Instant until = connector.status().readsSpentUntil();
        assertThat(Optional.ofNullable(until)).isEqualTo(connector.readsSpentUntil());
        assertThat(until != null).isEqualTo(spent);
        if (until != null) {
          assertThat(until).isEqualTo(now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(31)));
        }
      }
      assertThat(accounts.run().status().readsSpentUntil() != null).isEqualTo(spent);
    }
  }

  @Test
  void aRunThatSpendsThemSaysSo() throws SQLException {
    try (TestAccounts accounts = TestAccounts.empty()) {
      accounts.run();
      spend(accounts, 4_999);
      assertThat(accounts.run().status().readsSpentUntil()).isNotNull();
    }
  }

  private static void spend(TestAccounts accounts, long reads) throws SQLException {
    try (Connection connection = accounts.ledger.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("update " + accounts.ledger.name() + ".reads set reads = " + reads);
    }
  }
}
