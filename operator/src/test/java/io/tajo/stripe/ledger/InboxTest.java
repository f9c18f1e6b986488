package io.tajo.stripe.ledger;

import static io.tajo.stripe.ledger.Samples.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final Instant T = Instant.ofEpochSecond(1_000);

  private Instant now = LATE;
  private Ledger ledger;
  private Inbox inbox;

  @BeforeEach
  void open() {
    ledger = TestDatabase.ledger(() -> now);
    inbox = ledger.inbox();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static NewEvent event(String id, NewEvent.Source source, @Nullable String foreign) {
    return new NewEvent(id, "customer.created", T, source, foreign, "{}");
  }

  private List<String> due() {
    return inbox.due(9).stream().map(StoredEvent::id).toList();
  }

  @Test
  void anEventIsStoredOnce() {
    assertThat(inbox.store(List.of(event("evt_1", NewEvent.Source.WEBHOOK, null))))
        .containsExactly("evt_1");
    assertThat(
            inbox.store(
                List.of(
                    event("evt_1", NewEvent.Source.FEED, null),
                    event("evt_2", NewEvent.Source.FEED, null))))
        .containsExactly("evt_2");
    assertThat(due()).containsExactly("evt_1", "evt_2");
  }

  @Test
  void aForeignEventIsNobodysUntilTheAccountsOwnFeedShowsIt() {
    inbox.store(List.of(event("evt_1", NewEvent.Source.WEBHOOK, "of another account")));
    inbox.store(List.of(event("evt_1", NewEvent.Source.WEBHOOK, null)));
    assertThat(due()).isEmpty();
    assertThat(inbox.counts().foreign()).isOne();

    assertThat(inbox.store(List.of(event("evt_1", NewEvent.Source.FEED, null))))
        .containsExactly("evt_1");
    assertThat(due()).containsExactly("evt_1");
    assertThat(inbox.counts().foreign()).isZero();
  }

  @Test
  void whatIsPostponedOrComesLaterIsNotDue() {
    inbox.store(List.of(event("evt_1", NewEvent.Source.WEBHOOK, null)));
    assertThat(inbox.isDue(now)).isTrue();
    assertThat(inbox.isDue(now.minusSeconds(1))).isFalse();

    inbox.postpone("evt_1", "away", now.plus(Duration.ofSeconds(2)));
    assertThat(inbox.isDue(now)).isFalse();
    assertThat(inbox.pendingOfFeed(Instant.EPOCH)).isZero();
    now = now.plusSeconds(2);
    assertThat(inbox.isDue(now)).isTrue();

    inbox.fail("evt_1", "for good");
    assertThat(inbox.isDue(now)).isFalse();
    assertThat(inbox.failedOfFeed(Instant.EPOCH)).isZero();
  }

  @Test
  void whatTheFeedBroughtIsCountedFromAMoment() {
    inbox.store(List.of(event("evt_1", NewEvent.Source.FEED, null)));
    now = now.plusSeconds(2);
    Instant later = now;
    inbox.store(
        List.of(
            event("evt_2", NewEvent.Source.FEED, null),
            event("evt_3", NewEvent.Source.FEED, null),
            event("evt_4", NewEvent.Source.WEBHOOK, null)));
    inbox.fail("evt_3", "for good");

    assertThat(inbox.pendingOfFeed(later)).isEqualTo(1);
    assertThat(inbox.failedOfFeed(later)).isEqualTo(1);
    assertThat(inbox.pendingOfFeed(later.minusSeconds(2))).isEqualTo(2);
    assertThat(inbox.pendingOfFeed(later.plusSeconds(1))).isZero();
  }
}
