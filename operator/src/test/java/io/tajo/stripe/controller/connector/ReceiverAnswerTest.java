package io.tajo.stripe.controller.connector;

import static io.tajo.stripe.controller.Runs.full;
import static org.assertj.core.api.Assertions.assertThat;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.status.Outcomes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A full run that ended after a receiver was asked is known all the same. */
class ReceiverAnswerTest {
  private static final Instant ENDED = Instant.parse("2026-01-07T11:00:00Z");
  private static final Outcomes FILLED =
      new Outcomes(List.of(full("2026-01-07T10:00:00Z").succeeded(ENDED.toString()).build()));

  private static @Nullable Instant lastFull(@Nullable Instant told, Instant at, Outcomes runs) {
    StripeConnectorStatus status = StripeConnectorStatus.builder().lastFullSyncTime(told).build();
    return new ReceiverAnswer(status, at).since(runs).lastFullSyncTime();
  }

  @Test
  void anAnswerFromBeforeTheEndOfTheRunSaysNothingOfIt() {
    assertThat(lastFull(null, ENDED.minusSeconds(3_600), FILLED)).isEqualTo(ENDED);
    assertThat(lastFull(null, ENDED.plusSeconds(60), FILLED)).isEqualTo(ENDED);
  }

  @Test
  void oneFromAfterwardsSaysThatTheLedgerIsAnother() {
    assertThat(lastFull(null, ENDED.plusSeconds(61), FILLED)).isNull();
    assertThat(lastFull(null, ENDED, new Outcomes(List.of()))).isNull();
  }

  @Test
  void whatAReceiverKnowsStays() {
    Instant before = Instant.parse("2026-01-01T00:00:00Z");

    assertThat(lastFull(before, ENDED, FILLED)).isEqualTo(before);
  }
}
