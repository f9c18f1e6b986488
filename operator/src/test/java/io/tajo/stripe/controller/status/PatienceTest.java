package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.Runs.incremental;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.controller.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes by itself as a rule is waited for, and then somebody has to see to it. */
class PatienceTest {
  private static final Instant NOW = Instant.parse("2026-01-07T12:00:00.75Z");
  private static final Seen SEEN = Seen.IN_STEP;

  private final StripeConnector connector = Samples.connector("acme");

  /** Looks at the connector, so long after the beginning. */
  private String after(
      Duration time,
      BiFunction<ConnectorStatuses, StripeConnector, StripeConnectorStatus> looking) {
    Instant now = NOW.plus(time);
    connector.setStatus(looking.apply(new ConnectorStatuses(() -> now), connector));
    return conditions().stream()
        .filter(it -> List.of("Reconciling", "Stalled").contains(it.getType()))
        .map(it -> it.getType() + " " + it.getReason())
        .collect(joining(", "));
  }

  private static BiFunction<ConnectorStatuses, StripeConnector, StripeConnectorStatus> seen(
      Seen what) {
    return (statuses, connector) -> statuses.of(connector, what.observation());
  }

  private List<Condition> conditions() {
    return status().conditions();
  }

  private StripeConnectorStatus status() {
    @Nullable StripeConnectorStatus status = connector.getStatus();
    assertThat(status).isNotNull();
    return status;
  }

  private String message(String type) {
    return conditions().stream()
        .filter(it -> it.getType().equals(type))
        .findFirst()
        .orElseThrow()
        .getMessage();
  }

  private Optional<Instant> lookAgain() {
    return ConnectorStatuses.lookAgain(status());
  }

  @Test
  void aSecretMayComeTwoMinutesLater() {
    BiFunction<ConnectorStatuses, StripeConnector, StripeConnectorStatus> missing =
        (statuses, it) -> statuses.refused(it, "SecretMissing", "no Secret acme");
    after(Duration.ofHours(-1), seen(SEEN.database(Workload.NONE)));

    assertThat(after(Duration.ZERO, missing)).isEqualTo("Reconciling SecretMissing");
    assertThat(lookAgain()).contains(Instant.parse("2026-01-07T12:02:00Z"));
    assertThat(after(Duration.ofSeconds(119), missing)).isEqualTo("Reconciling SecretMissing");
    assertThat(after(Duration.ofMinutes(2), missing)).isEqualTo("Stalled SecretMissing");
    assertThat(lookAgain()).isEmpty();
    assertThat(after(Duration.ofHours(5), missing)).isEqualTo("Stalled SecretMissing");

    // A spec that names another is another matter.
    connector.getMetadata().setGeneration(4L);
    assertThat(after(Duration.ofHours(6), missing)).isEqualTo("Reconciling SecretMissing");
  }

  @Test
  void aDatabaseThatDoesNotComeSaysWhereToLook() {
    var starting = seen(SEEN.database(Workload.NONE));

    assertThat(after(Duration.ZERO, starting)).isEqualTo("Reconciling DatabaseNotReady");
    assertThat(message("Ready"))
        .contains(
            "`kubectl -n shop describe statefulsets,pods -l"
                + " app.kubernetes.io/instance=acme,app.kubernetes.io/component=database`");
    assertThat(lookAgain()).contains(Instant.parse("2026-01-07T12:10:00Z"));
    assertThat(after(Duration.ofMinutes(10), starting)).isEqualTo("Stalled DatabaseNotReady");

    assertThat(after(Duration.ofMinutes(11), seen(SEEN))).isEmpty();
    assertThat(lookAgain()).isEmpty();
    assertThat(after(Duration.ofMinutes(12), starting)).isEqualTo("Reconciling DatabaseNotReady");
  }

  @Test
  void receiversThatDoNotComeSayWhereToLook() {
    var starting = seen(SEEN.receiver(Workload.NONE));
    String command =
        "`kubectl -n shop describe pods -l"
            + " app.kubernetes.io/instance=acme,app.kubernetes.io/component=receiver`";

    // It is no matter how long the database took.
    after(Duration.ofMinutes(-9), seen(SEEN.database(Workload.NONE)));
    assertThat(after(Duration.ZERO, starting)).isEqualTo("Reconciling ReceiverNotReady");
    assertThat(message("Ready")).contains(command);
    assertThat(message("WebhookReady")).contains(command);
    assertThat(after(Duration.ofMinutes(9), starting)).isEqualTo("Reconciling ReceiverNotReady");
    assertThat(after(Duration.ofMinutes(10), starting)).isEqualTo("Stalled ReceiverNotReady");

    Workload refused = new Workload(true, false, Optional.of("quota exceeded"));
    assertThat(after(Duration.ofMinutes(20), seen(SEEN.receiver(refused))))
        .isEqualTo("Stalled RolloutFailed");
    assertThat(message("Stalled")).startsWith("quota exceeded").contains(command);
  }

  @Test
  void accountsThatDoNotAnswerAreToldByReady() {
    after(Duration.ZERO, seen(SEEN.unanswered("Stripe cannot be read: no answer.").history()));

    assertThat(message("Ready")).isEqualTo("Stripe cannot be read: no answer. It is tried again.");
  }

  @Test
  void aRunThatEndsAfterAllIsNamedWhileSuspended() {
    after(
        Duration.ZERO, seen(SEEN.suspend().history(incremental("2026-01-07T12:00:00Z").running())));

    assertThat(message("Suspended")).contains("acme-incr-2026-01-07t120000z still goes on");
    assertThat(message("Ready")).isEqualTo(message("Suspended"));
  }

  /** A restart of the operator takes nothing back. */
  @Test
  void anEndpointThatCannotBeSeenStaysSo() {
    StripeConnectorStatus.Check unseen =
        new StripeConnectorStatus.Check(
            StripeConnectorStatus.Check.WEBHOOK,
            StripeConnectorStatus.CheckStatus.SKIPPED,
            "give webhook_read to the key");
    after(Duration.ZERO, seen(SEEN.checks(Seen.STRIPE, Seen.BREVO, unseen)));
    StripeConnectorStatus before = status();
    assertThat(message("WebhookReady")).isEqualTo("give webhook_read to the key");

    after(Duration.ofMinutes(1), seen(SEEN.asking()));

    assertThat(status()).isEqualTo(before);
  }
}
