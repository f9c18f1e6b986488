package io.tajo.stripe.controller.status;

import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.pipeline.EndpointState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is seen of a connector whose spec and Secrets are in order.
 *
 * @param checks the connection test of just this spec; empty: it has not ended yet
 * @param unanswered why the last try told nothing; empty: it did
 * @param brevo whose the Brevo organisation is
 * @param receiver its pods
 * @param database the pods of its own PostgreSQL; empty: it has none
 * @param told by a receiver, last; without the time of a full run, none has filled its ledger
 * @param webhook how Stripe reaches it
 * @param syncs its runs, in any order
 * @param next when the next run is due
 */
public record Observation(
    boolean suspended,
    Optional<List<Check>> checks,
    Optional<String> unanswered,
    Brevo brevo,
    Workload receiver,
    Optional<Workload> database,
    Optional<StripeConnectorStatus> told,
    Webhook webhook,
    List<StripeSync> syncs,
    Optional<Instant> next) {
  /**
   * The Brevo organisation that the connector writes to.
   *
   * @param organization Brevo's id of it; empty: not known now
   * @param rival who holds the connector back; empty: nobody
   */
  public record Brevo(Optional<String> organization, Optional<Rival> rival) {}

  /**
   * How Stripe reaches the receiver.
   *
   * @param configured whether the spec speaks of webhooks
   * @param managed whether the operator keeps the endpoint in Stripe
   * @param endpoint how that stands; empty: not known yet
   * @param url empty: not known here
   * @param gatewayMissing whether the spec wants a route and the cluster has no Gateway API
   * @param withoutSigning what is missing of signing secrets, a sentence each
   */
  public record Webhook(
      boolean configured,
      boolean managed,
      Optional<EndpointState> endpoint,
      Optional<String> url,
      boolean gatewayMissing,
      List<String> withoutSigning) {}
}
