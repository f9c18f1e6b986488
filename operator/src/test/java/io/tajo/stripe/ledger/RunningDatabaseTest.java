package io.tajo.stripe.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger is read beside the process that runs its database. */
class RunningDatabaseTest {
  @Test
  void aServerThatRunsIsFoundByItsDirectory() {
    LedgerSettings own = TestDatabase.settings();

    List<LedgerSettings> found =
        IntStream.range(1, 20)
            .mapToObj(number -> Path.of("target", "test-database-" + number))
            .filter(RunningDatabase::isIn)
            .flatMap(directory -> RunningDatabase.find(directory, own.schema(), 1).stream())
            .filter(one -> one.jdbcUrl().equals(own.jdbcUrl()))
            .toList();

    assertThat(found)
        .singleElement()
        .satisfies(one -> {
          assertThat(Ledger.isThere(one)).isFalse();
          Ledger.open(own, InstantSource.system()).close();
          assertThat(Ledger.isThere(one)).isTrue();
        });
  }

  @Test
  void whereNoneRunsNoneIsFound(@TempDir Path directory) {
    assertThat(RunningDatabase.isIn(directory)).isFalse();
    assertThat(RunningDatabase.find(directory, "any", 1)).isEmpty();
  }
}
