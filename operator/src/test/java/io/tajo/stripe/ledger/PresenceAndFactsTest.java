package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.EARLY;
import static io.tajo.stripe.ledger.Samples.LATE;
import static io.tajo.stripe.ledger.Samples.customer;
import static io.tajo.stripe.ledger.Samples.guestSession;
import static io.tajo.stripe.ledger.Samples.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceAndFactsTest {
  private static final List<String> ALL = List.of("a@x.com", "g@x.com", "w@x.com", "s@x.com");

  private final AtomicReference<Instant> now = new AtomicReference<>(EARLY);
  private Ledger ledger;
  private Presence presence;
  private Facts facts;

  @BeforeEach
  void open() {
    ledger = TestDatabase.ledger(now::get);
    presence = ledger.presence();
    facts = ledger.facts();
    ledger
        .objects()
        .save(
            Rows.empty()
                .withCustomers(List.of(customer("cus_1", "a@x.com")))
                .withSessions(List.of(guestSession("cs_1", "g@x.com", "opt_in"))),
            EARLY);
    ledger.contacts().save(List.of(written("w@x.com")));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void strangersInBrevoAreNotKept() {
    presence.begin();
    presence.put(ALL.stream().map(address -> known(address, 1)).toList());
    presence.complete(LATE);

    assertThat(presence.known(ALL).keySet())
        .containsExactlyInAnyOrder("a@x.com", "g@x.com", "w@x.com");
    assertThat(TestDatabase.everything(ledger, "presence")).doesNotContain("s@x.com");
    assertThat(presence.completedAt()).contains(LATE);
  }

  @Test
  void theLastSnapshotAnswersUntilTheNextIsComplete() {
    assertThat(presence.completedAt()).isEmpty();
    presence.note(known("w@x.com", 9));
    presence.begin();
    presence.put(List.of(known("a@x.com", 1), known("g@x.com", 2)));
    presence.complete(EARLY);

    presence.begin();
    presence.put(List.of(known("a@x.com", 3)));
    assertThat(presence.known(ALL))
        .isEqualTo(Map.of("a@x.com", known("a@x.com", 3), "g@x.com", known("g@x.com", 2)));
    assertThat(presence.completedAt()).contains(EARLY);

    presence.begin();
    presence.put(List.of(known("a@x.com", 4)));
    presence.note(new KnownContact("w@x.com", 5, true, true));
    presence.complete(LATE);
    assertThat(presence.known(ALL))
        .isEqualTo(
            Map.of(
                "a@x.com",
                known("a@x.com", 4),
                "w@x.com",
                new KnownContact("w@x.com", 5, true, true)));
    assertThat(presence.completedAt()).contains(LATE);

    ledger.contacts().remove(List.of("w@x.com"));
    assertThat(presence.known(ALL)).containsOnlyKeys("a@x.com");
  }

  @Test
  void factsAreKeptAndPinnedOnesStay() {
    assertThat(facts.get("keys")).isEmpty();
    facts.put("keys", "[1]");
    facts.put("keys", "[2]");
    assertThat(facts.get("keys")).contains("[2]");
    assertThat(facts.pin("account", "acct_1")).isEqualTo("acct_1");
    assertThat(facts.pin("account", "acct_2")).isEqualTo("acct_1");
    facts.remove("account");
    assertThat(facts.pin("account", "acct_2")).isEqualTo("acct_2");
    assertThat(facts.madeAt()).isEqualTo(EARLY);
  }

  @Test
  void readsAreCountedADayInUtc() {
    now.set(Instant.parse("2026-01-30T23:59:59Z"));
    facts.addReads(5);
    facts.addReads(7);
    now.set(Instant.parse("2026-01-31T00:00:00Z"));
    facts.addReads(100);

    assertThat(facts.readsSince(Instant.parse("2026-01-30T12:00:00Z"))).isEqualTo(112);
    assertThat(facts.readsSince(Instant.parse("2026-01-31T12:00:00Z"))).isEqualTo(100);
    assertThat(facts.readsSince(Instant.parse("2026-02-01T00:00:00Z"))).isZero();
  }

  private static KnownContact known(String address, long brevoId) {
    return new KnownContact(address, brevoId, false, false);
  }
}
