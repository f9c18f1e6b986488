package io.tajo.stripe.controller.connector;

import static io.tajo.stripe.controller.Runs.full;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Webhook;
import io.tajo.stripe.api.StripeConnectorStatusBuilder;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.SyncReport;
import io.tajo.stripe.controller.PodStatuses;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A connector is not looked at for each step of a run, nor for each event of a busy account. */
class WhatMattersTest {
  private static final ResourceID ACME = new ResourceID("acme", "shop");
  private static final PodStatuses NOBODY =
      new PodStatuses() {
        @Override
        public Optional<StripeConnectorStatus> receiver(String host) {
          return Optional.empty();
        }

        @Override
        public Optional<SyncReport> sync(String address) {
          return Optional.empty();
        }
      };

  private Instant now = Instant.parse("2026-01-07T12:00:00Z");
  private final ReceiverLooks looks = new ReceiverLooks(NOBODY, _ -> true, () -> now);

  private static StripeConnectorStatusBuilder told(String lastEvent, long pending, long failed) {
    return StripeConnectorStatus.builder()
        .lastFullSyncTime(Instant.parse("2026-01-05T11:00:00Z"))
        .lastEventTime(Instant.parse(lastEvent))
        .webhook(new Webhook(null, null, pending, failed));
  }

  /** Whether the answer is taken; one that is replaces the one before. */
  private boolean isTaken(StripeConnectorStatusBuilder told) {
    ReceiverAnswer answer = new ReceiverAnswer(told.build(), now);
    boolean taken = looks.matters(ACME, answer);
    if (taken) {
      looks
          .getSecondaryResource(ACME)
          .ifPresentOrElse(
              before -> looks.handleRecentResourceUpdate(ACME, answer, before),
              () -> looks.handleRecentResourceCreate(ACME, answer));
    }
    return taken;
  }

  @Test
  void countsAreTakenEveryOtherMinuteAndNothingIsLost() {
    assertThat(isTaken(told("2026-01-07T11:59:59Z", 4, 0))).isTrue();

    now = now.plusSeconds(30);
    assertThat(isTaken(told("2026-01-07T12:00:29Z", 9, 0))).isFalse();
    now = now.plusSeconds(89);
    assertThat(isTaken(told("2026-01-07T12:00:29Z", 0, 0))).isFalse();
    now = now.plusSeconds(1);
    assertThat(isTaken(told("2026-01-07T12:00:29Z", 0, 0))).isTrue();
  }

  @Test
  void whatSomebodyHasToSeeToIsTakenAtOnce() {
    assertThat(isTaken(told("2026-01-07T11:59:59Z", 4, 0))).isTrue();
    assertThat(isTaken(told("2026-01-07T11:59:59Z", 3, 1))).isTrue();
    assertThat(
            isTaken(
                told("2026-01-07T11:59:59Z", 3, 1)
                    .conditions(
                        List.of(
                            new ConditionBuilder()
                                .withType("WebhookReady")
                                .withReason("NoSigningSecret")
                                .build()))))
        .isTrue();
    assertThat(isTaken(told("2026-01-07T11:59:59Z", 3, 1))).isTrue();
    assertThat(isTaken(told("2026-01-07T11:59:59Z", 2, 1))).isFalse();
  }

  /** When an answer was given is of interest only where it says that the ledger is empty. */
  @Test
  void whatIsToldAgainIsNotTakenAgain() {
    StripeConnectorStatusBuilder filled = told("2026-01-07T11:59:59Z", 4, 0);
    assertThat(isTaken(filled)).isTrue();
    now = now.plusSeconds(600);
    assertThat(isTaken(filled)).isFalse();

    StripeConnectorStatusBuilder empty = filled.lastFullSyncTime(null);
    assertThat(isTaken(empty)).isTrue();
    now = now.plusSeconds(119);
    assertThat(isTaken(empty)).isFalse();
    now = now.plusSeconds(1);
    assertThat(isTaken(empty)).isTrue();
  }

  private static StripeSync running(@Nullable Integer percent, @Nullable String job) {
    StripeSync sync = full("2026-01-07T11:00:00Z").running().build();
    sync.setStatus(
        new StripeSyncStatus(
            1L,
            StripeSyncStatus.Phase.RUNNING,
            percent + " percent",
            null,
            null,
            percent,
            null,
            null,
            null,
            null,
            null,
            null,
            job,
            null));
    return sync;
  }

  @Test
  void aRunCountsByItsPhaseItsReasonAndItsEnd() {
    StripeSync running = running(10, "job");

    assertThat(ConnectorEvents.isSame(running(20, "job"), running)).isTrue();

    assertThat(ConnectorEvents.isSame(running, running(10, null))).isFalse();
    StripeSync stuck = full("2026-01-07T11:00:00Z").stuck("Starting", "no image").build();
    assertThat(ConnectorEvents.isSame(running, stuck)).isFalse();
    assertThat(
            ConnectorEvents.isSame(
                full("2026-01-07T11:00:00Z").stuck("PodNotRunning", "no image").build(), stuck))
        .isFalse();
    assertThat(
            ConnectorEvents.isSame(
                full("2026-01-07T11:00:00Z").succeeded("2026-01-07T11:01:00Z").build(), running))
        .isFalse();
    StripeSync deleted = running(10, "job");
    deleted.getMetadata().setDeletionTimestamp("2026-01-07T11:30:00Z");
    assertThat(ConnectorEvents.isSame(deleted, running)).isFalse();
  }
}
