package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.Runs.full;
import static io.tajo.stripe.controller.Runs.incremental;
import static io.tajo.stripe.controller.status.Seen.BREVO;
import static io.tajo.stripe.controller.status.Seen.ENDPOINT;
import static io.tajo.stripe.controller.status.Seen.PASSED;
import static io.tajo.stripe.controller.status.Seen.STRIPE;
import static io.tajo.stripe.controller.status.Seen.managed;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Contacts;
import io.tajo.stripe.api.StripeConnectorStatus.LeftOut;
import io.tajo.stripe.api.StripeConnectorStatus.Synced;
import io.tajo.stripe.controller.Runs;
import io.tajo.stripe.controller.Samples;
import io.tajo.stripe.pipeline.EndpointState;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of a status when something changes, or is not known at the moment. */
class ConnectorStatusMemoryTest {
  private static final Instant NOW = Instant.parse("2026-01-07T12:00:00.75Z");
  private static final Seen SEEN = Seen.IN_STEP;

  private static ConnectorStatuses at(Instant time) {
    return new ConnectorStatuses(() -> time);
  }

  private static String said(StripeConnectorStatus status) {
    return status.conditions().stream()
        .map(it -> it.getType() + " " + it.getStatus() + " " + it.getReason())
        .collect(joining("\n"));
  }

  private static Condition condition(StripeConnectorStatus status, String type) {
    return status.conditions().stream()
        .filter(it -> it.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTimeOfATransitionMovesOnlyWithTheStatus() {
    StripeConnector connector = Samples.connector("acme");
    connector.setStatus(at(NOW).of(connector, SEEN.observation()));

    // Not with the reason,
    Instant later = NOW.plusSeconds(60);
    StripeConnectorStatus incomplete =
        at(later)
            .of(
                connector,
                SEEN.checks(STRIPE, BREVO, ENDPOINT, new Check("Lists", CheckStatus.FAILED, "none"))
                    .observation());
    assertThat(condition(incomplete, "CredentialsValid").getReason()).isEqualTo("Incomplete");
    assertThat(incomplete.conditions())
        .extracting(Condition::getLastTransitionTime)
        .containsOnly("2026-01-07T12:00:00Z");

    // but of those conditions that are other ones now, and not of the rest.
    connector.setStatus(incomplete);
    StripeConnectorStatus suspended = at(later).of(connector, SEEN.suspend().observation());
    assertThat(condition(suspended, "Ready").getLastTransitionTime())
        .isEqualTo("2026-01-07T12:01:00Z");
    assertThat(condition(suspended, "Suspended").getLastTransitionTime())
        .isEqualTo("2026-01-07T12:01:00Z");
    assertThat(condition(suspended, "SyncHealthy").getLastTransitionTime())
        .isEqualTo("2026-01-07T12:00:00Z");
  }

  /** After a change of the spec: what was found for the old one is not told of the new one. */
  @Test
  void aChangedSpecIsInProgressUntilItsAccountsHaveAnswered() {
    StripeConnector connector = Samples.connector("acme");
    connector.setStatus(at(NOW).of(connector, SEEN.observation()));
    connector.getMetadata().setGeneration(4L);

    StripeConnectorStatus status = at(NOW).of(connector, SEEN.asking().observation());

    assertThat(said(status))
        .startsWith("Ready True InStep\nReconciling True CheckingAccounts\nCredentialsValid True");
    assertThat(condition(status, "Ready").getObservedGeneration()).isEqualTo(4);
    assertThat(condition(status, "CredentialsValid").getObservedGeneration()).isEqualTo(3);
    assertThat(status.observedGeneration()).isEqualTo(4);
    assertThat(status.checks()).isEqualTo(PASSED);
    assertThat(status.connected()).isTrue();

    connector.setStatus(status);
    StripeConnectorStatus then = at(NOW).of(connector, SEEN.observation());
    assertThat(said(then)).startsWith("Ready True InStep\nCredentialsValid True");
    assertThat(then.conditions()).extracting(Condition::getObservedGeneration).containsOnly(4L);
  }

  @Test
  void aMendedKeyIsNotStalledForWhatTheOldOneWas() {
    StripeConnector connector = Samples.connector("acme");
    Seen refused =
        SEEN.checks(new Check(Check.STRIPE, CheckStatus.FAILED, "wrong"), BREVO).history();
    connector.setStatus(at(NOW).of(connector, refused.observation()));
    connector.getMetadata().setGeneration(4L);

    assertThat(said(at(NOW).of(connector, refused.asking().observation())))
        .startsWith(
            "Ready False CheckingAccounts\nReconciling True CheckingAccounts\n"
                + "CredentialsValid False Refused");
  }

  @Test
  void aRestartOfTheOperatorMovesNothing() {
    StripeConnector connector = Samples.connector("acme");
    StripeConnectorStatus status = at(NOW).of(connector, SEEN.observation());
    connector.setStatus(status);

    assertThat(at(NOW.plusSeconds(9)).of(connector, SEEN.asking().observation())).isEqualTo(status);
  }

  /** What is not known is told anew as soon as there is something better to say. */
  @Test
  void whatIsUnknownSaysWhy() {
    StripeConnector connector = Samples.connector("acme");
    Seen first = SEEN.asking().history();
    connector.setStatus(at(NOW).of(connector, first.observation()));

    assertThat(
            said(
                at(NOW)
                    .of(
                        connector,
                        first
                            .unanswered("Stripe cannot be read: no answer.")
                            .history(full("2026-01-07T11:00:00Z").running())
                            .observation())))
        .contains("CredentialsValid Unknown Unanswered", "SyncHealthy Unknown FirstRunGoingOn");
  }

  private static final StripeConnectorStatus TOLD =
      StripeConnectorStatus.builder()
          .lastSyncTime(Instant.parse("2026-01-06T00:00:00Z"))
          .lastFullSyncTime(Instant.parse("2026-01-04T04:00:00Z"))
          .lastEventTime(Instant.parse("2026-01-07T11:59:59Z"))
          .readsSpentUntil(Instant.parse("2026-01-20T00:00:00Z"))
          .webhook(new StripeConnectorStatus.Webhook(null, null, 4, 1))
          .build();

  private static StripeConnectorStatus result(long customers) {
    return StripeConnectorStatus.builder()
        .synced(new Synced(customers, null, null, null, null, null, null, null, null))
        .contacts(new Contacts(customers, 0, 0, 0, new TreeMap<>(), 0, new TreeMap<>(), null))
        .leftOut(List.of(new LeftOut("charge", "chf", customers)))
        .build();
  }

  @Test
  void whatIsNotKnownAtTheMomentStaysAsItWas() {
    StripeConnector connector = Samples.connector("acme");
    EndpointState endpoint = new EndpointState.Ready("we_1", URI.create("https://a/s"), false);
    Seen all =
        SEEN.told(TOLD)
            .webhook(managed(endpoint))
            .history(
                full("2026-01-05T10:00:00Z").succeeded("2026-01-05T11:00:00Z").with(result(7)));
    StripeConnectorStatus known = at(NOW).of(connector, all.observation());
    assertThat(known.lastSyncTime()).isEqualTo("2026-01-06T00:00:00Z");
    assertThat(known.lastFullSyncTime()).isEqualTo("2026-01-05T11:00:00Z");
    assertThat(known.lastEventTime()).isEqualTo("2026-01-07T11:59:59Z");
    assertThat(known.readsSpentUntil()).isEqualTo("2026-01-20T00:00:00Z");
    assertThat(known.nextSyncTime()).isEqualTo("2026-01-07T12:15:00Z");
    assertThat(known.webhook())
        .isEqualTo(new StripeConnectorStatus.Webhook("https://a/s", "we_1", 4, 1));
    assertThat(known.synced().customers()).isEqualTo(7);
    assertThat(known.contacts().created()).isEqualTo(7);
    assertThat(known.leftOut()).hasSize(1);
    assertThat(known.connected()).isTrue();
    connector.setStatus(known);

    // The receiver does not answer, the runs are deleted, the endpoint is not looked at yet.
    StripeConnectorStatus later =
        at(NOW.plusSeconds(60))
            .of(
                connector,
                SEEN.unanswered("Stripe cannot be read: no answer.")
                    .webhook(managed(null))
                    .history()
                    .observation());
    assertThat(later).isEqualTo(known);

    // Nor does a refusal of Kubernetes, or a missing Secret, take any of it away.
    StripeConnectorStatus failed = at(NOW).failed(connector, "forbidden");
    assertThat(failed).isEqualTo(known.toBuilder().conditions(failed.conditions()).build());
    StripeConnectorStatus refused = at(NOW).refused(connector, "SecretMissing", "no Secret");
    assertThat(refused)
        .isEqualTo(known.toBuilder().conditions(refused.conditions()).nextSyncTime(null).build());
  }

  @Test
  void whatIsKnownBetterReplacesIt() {
    StripeConnector connector = Samples.connector("acme");
    EndpointState endpoint = new EndpointState.Ready("we_1", URI.create("https://a/s"), false);
    Runs first = full("2026-01-05T10:00:00Z").succeeded("2026-01-05T11:00:00Z").with(result(7));
    connector.setStatus(
        at(NOW)
            .of(
                connector,
                SEEN.told(TOLD).webhook(managed(endpoint)).history(first).observation()));

    StripeConnectorStatus status =
        at(NOW)
            .of(
                connector,
                SEEN.told(StripeConnectorStatus.builder().build())
                    .webhook(managed(new EndpointState.Removed()))
                    .checks(new Check(Check.STRIPE, CheckStatus.FAILED, "wrong"))
                    .history(
                        first,
                        incremental("2026-01-06T10:00:00Z")
                            .succeeded("2026-01-06T10:01:00Z")
                            .with(result(8)),
                        full("2026-01-06T11:00:00Z")
                            .byUser()
                            .dry()
                            .succeeded("2026-01-06T12:00:00Z")
                            .with(result(99)),
                        incremental("2026-01-06T13:00:00Z").failed("2026-01-06T13:01:00Z"))
                    .observation());

    assertThat(status.synced().customers()).isEqualTo(8);
    assertThat(status.lastSyncTime()).isEqualTo("2026-01-06T10:01:00Z");
    assertThat(status.lastFullSyncTime()).isEqualTo("2026-01-05T11:00:00Z");
    assertThat(status.readsSpentUntil()).isNull();
    assertThat(status.webhook().endpointId()).isNull();
    assertThat(status.connected()).isFalse();
    assertThat(condition(status, "SyncHealthy").getMessage())
        .isEqualTo("acme-incr-2026-01-06t130000z: Stripe was away");
    assertThat(condition(status, "CredentialsValid").getMessage()).isEqualTo("wrong");
  }

  /** An operator that has just been started has heard of nobody yet. */
  @Test
  void aLedgerThatWasEmptyStaysSoUntilAFullRunHasFilledIt() {
    StripeConnector connector = Samples.connector("acme");
    Seen empty = SEEN.told(StripeConnectorStatus.builder().build());
    connector.setStatus(at(NOW).of(connector, empty.observation()));
    assertThat(said(connector.getStatus())).contains("Ready False FirstSync");

    assertThat(said(at(NOW.plusSeconds(60)).of(connector, SEEN.observation())))
        .contains("Ready False FirstSync");
    assertThat(
            said(
                at(NOW.plusSeconds(600))
                    .of(
                        connector,
                        SEEN.history(full("2026-01-07T12:01:00Z").succeeded("2026-01-07T12:05:00Z"))
                            .observation())))
        .contains("Ready True InStep");
  }

  @Test
  void refusedAndFailedSayWhatWillDo() {
    StripeConnector connector = Samples.connector("acme");
    assertThat(said(at(NOW).refused(connector, "InvalidSpec", "wrong")))
        .isEqualTo(
            """
            Ready False InvalidSpec
            Stalled True InvalidSpec
            CredentialsValid Unknown InvalidSpec
            WebhookReady Unknown InvalidSpec
            SyncHealthy Unknown InvalidSpec
            Suspended False NotAsked\
            """);
    assertThat(said(at(NOW).failed(connector, "forbidden")))
        .isEqualTo(
            """
            Ready False ReconcileFailed
            Reconciling True ReconcileFailed
            CredentialsValid Unknown ReconcileFailed
            WebhookReady Unknown ReconcileFailed
            SyncHealthy Unknown ReconcileFailed
            Suspended False NotAsked\
            """);
    StripeConnector suspended = Samples.connector("acme", "\"suspend\": true");
    suspended.setStatus(at(NOW).of(suspended, SEEN.suspend().observation()));
    assertThat(condition(at(NOW).failed(suspended, "forbidden"), "Suspended"))
        .isEqualTo(condition(suspended.getStatus(), "Suspended"));
    assertThat(condition(at(NOW).refused(suspended, "InvalidSpec", "wrong"), "Suspended"))
        .isEqualTo(condition(suspended.getStatus(), "Suspended"));
  }

  /** The API server refuses a status of which one part is too large. */
  @Test
  void allOfItIsBounded() {
    StripeConnector connector = Samples.connector("acme");
    String smile = "a" + "\uD83D\uDE42".repeat(20_000);
    List<Check> checks =
        Collections.nCopies(150, new Check("n".repeat(300), CheckStatus.FAILED, smile));

    StripeConnectorStatus status =
        at(NOW).of(connector, SEEN.checks(checks.toArray(Check[]::new)).observation());

    assertThat(status.checks())
        .hasSize(100)
        .allSatisfy(check -> {
          assertThat(check.name()).hasSize(253);
          assertThat(check.message()).hasSize(32_767).endsWith("\uD83D\uDE42");
        });
    assertThat(condition(at(NOW).failed(connector, smile), "Ready").getMessage())
        .hasSize(1_999)
        .endsWith("\uD83D\uDE42");
  }
}
