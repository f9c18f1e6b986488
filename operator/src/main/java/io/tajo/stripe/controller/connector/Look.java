package io.tajo.stripe.controller.connector;

import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.controller.input.Resolution.Resolved;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.status.Observation;
import io.tajo.stripe.controller.status.Rival;
import io.tajo.stripe.controller.status.Workload;
import io.tajo.stripe.pipeline.EndpointState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One look at a connector whose spec and Secrets are in order.
 *
 * @param rival who holds it back
 * @param told what a receiver tells; empty: none answers
 * @param syncs its runs
 * @param endpoint what became of the endpoint in Stripe that the operator keeps
 */
record Look(
    StripeConnector connector,
    Resolved resolved,
    ConnectionTests.Standing test,
    Optional<Rival> rival,
    AppliedObjects objects,
    Optional<StripeConnectorStatus> told,
    List<StripeSync> syncs,
    Optional<EndpointState> endpoint) {

  private boolean isSuspended() {
    return connector.getSpec().effective().suspended();
  }

  private Optional<Workload> database() {
    return resolved.desired().hasOwnDatabase() ? Optional.of(objects.database()) : Optional.empty();
  }

  /** Whether receivers and PostgreSQL serve. */
  boolean isUp() {
    return objects.receiver().available() && database().map(Workload::available).orElse(true);
  }

  /** Whether a run may start now. */
  boolean isReadyForRuns() {
    return !isSuspended()
        && rival.isEmpty()
        && isUp()
        && test.passed()
        && objects.areReadyForRuns();
  }

  /**
   * What a status is made of.
   *
   * @param next when the next run is due
   */
  Observation observation(Optional<Instant> next) {
    boolean refused = test.checks().isPresent() && !test.passed();
    return new Observation(
        isSuspended(),
        test.checks(),
        test.unanswered(),
        new Observation.Brevo(test.organization(), rival),
        objects.receiver(),
        database(),
        told,
        webhook(),
        syncs,
        isSuspended() || rival.isPresent() || refused ? Optional.empty() : next);
  }

  private Observation.Webhook webhook() {
    Desired desired = resolved.desired();
    return new Observation.Webhook(
        connector.getSpec().webhook() != null,
        desired.isEndpointManaged(),
        endpoint,
        desired.webhookUrl(),
        desired.route().isPresent() && !objects.hasRoute(),
        resolved.withoutSigning());
  }
}
