package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.EARLY;
import static io.tajo.stripe.ledger.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportsTest {
  private static final TreeSet<Long> LISTS = new TreeSet<>(List.of(20L, 21L));

  private Ledger ledger;
  private Imports imports;

  @BeforeEach
  void open() {
    ledger = TestDatabase.ledger(InstantSource.fixed(EARLY));
    imports = ledger.imports();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anImportIsKnownFromBeforeItIsSentUntilItEnded() {
    long id = imports.begin(LISTS, true);
    imports.add(id, List.of(written("b@x.com")));
    imports.add(id, List.of(written("a@x.com")));
    assertThat(imports.unfinished())
        .containsExactly(new PendingImport(id, null, EARLY, LISTS, true, false, 2));
    assertThat(imports.inUnfinished(List.of("a@x.com", "c@x.com"))).containsExactly("a@x.com");
    assertThat(imports.addresses(id, 1)).containsExactly("a@x.com");
    assertThat(imports.rows(List.of("b@x.com", "c@x.com")))
        .containsExactly(Map.entry("b@x.com", written("b@x.com")));

    imports.accepted(id, 77);
    assertThat(imports.unfinished())
        .containsExactly(new PendingImport(id, 77L, EARLY, LISTS, true, false, 2));

    imports.end(id, "failed");
    assertThat(imports.unfinished()).isEmpty();
    assertThat(imports.inUnfinished(List.of("a@x.com", "b@x.com"))).isEmpty();
    assertThat(ledger.contacts().written(List.of("a@x.com", "b@x.com"))).isEmpty();
  }

  @Test
  void settledRowsCountAsWrittenAndTheOthersAsNotMade() {
    long id = imports.begin(LISTS, false);
    imports.add(id, List.of(written("a@x.com"), written("b@x.com"), written("c@x.com")));

    imports.settle(List.of(written("a@x.com")), false);
    imports.drop(List.of("b@x.com"));

    assertThat(ledger.contacts().written(List.of("a@x.com", "b@x.com", "c@x.com")))
        .containsOnlyKeys("a@x.com");
    assertThat(imports.addresses(id, 9)).containsExactly("c@x.com");
    assertThat(imports.inUnfinished(List.of("a@x.com", "b@x.com", "c@x.com")))
        .containsExactly("c@x.com");
    assertThat(ledger.marks().among(List.of("a@x.com", "b@x.com", "c@x.com")))
        .containsExactly("b@x.com");
  }
}
