package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.status.Seen.BREVO;
import static io.tajo.stripe.controller.status.Seen.ENDPOINT;
import static io.tajo.stripe.controller.status.Seen.NO_WEBHOOK;
import static io.tajo.stripe.controller.status.Seen.STRIPE;
import static io.tajo.stripe.controller.status.Seen.managed;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.api.StripeConnectorStatus.CheckStatus;
import io.tajo.stripe.pipeline.Claims;
import io.tajo.stripe.pipeline.EndpointState;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Situations of a connector that is looked at for the first time: its accounts and its endpoint.
 */
final class Situations {
  private static final Seen SEEN = Seen.IN_STEP;
  static final String ACCEPTED = "CredentialsValid True Accepted";
  static final String RECEIVING = "WebhookReady True Receiving";
  static final String COMPLETE = "SyncHealthy True Complete";
  static final String AWAKE = "Suspended False NotAsked";

  private static final Check UNSEEN =
      new Check(Check.WEBHOOK, CheckStatus.SKIPPED, "give webhook_read to the key");
  private static final StripeConnectorStatus UNSIGNED =
      StripeConnectorStatus.builder()
          .lastFullSyncTime(Instant.parse("2026-01-05T11:00:00Z"))
          .conditions(
              List.of(
                  new ConditionBuilder()
                      .withType("WebhookReady")
                      .withStatus("False")
                      .withReason("NoSigningSecret")
                      .withMessage("name one")
                      .build()))
          .build();

  private Situations() {}

  record Case(String situation, Observation seen, String conditions) {
    @Override
    public String toString() {
      return situation;
    }
  }

  static Case situation(String situation, Seen seen, String... conditions) {
    return new Case(situation, seen.observation(), String.join("\n", conditions));
  }

  static Stream<Case> all() {
    return Stream.concat(accounts(), RunSituations.all());
  }

  private static Stream<Case> accounts() {
    return Stream.of(
        situation("in step", SEEN, "Ready True InStep", ACCEPTED, RECEIVING, COMPLETE, AWAKE),
        situation(
            "nothing is there yet",
            SEEN.asking().receiver(Workload.NONE).database(Workload.NONE).history(),
            "Ready False CheckingAccounts",
            "Reconciling True CheckingAccounts",
            "CredentialsValid Unknown Asking",
            "WebhookReady False ReceiverNotReady",
            "SyncHealthy Unknown NoRunYet",
            AWAKE),
        situation(
            "the accounts do not answer",
            SEEN.unanswered("Stripe cannot be read: no answer.").history(),
            "Ready False CheckingAccounts",
            "Reconciling True CheckingAccounts",
            "CredentialsValid Unknown Unanswered",
            "WebhookReady Unknown Asking",
            "SyncHealthy Unknown NoRunYet",
            AWAKE),
        situation(
            "Stripe refuses the key",
            SEEN.checks(new Check(Check.STRIPE, CheckStatus.FAILED, "wrong key"), BREVO).history(),
            "Ready False CredentialsRefused",
            "Stalled True CredentialsRefused",
            "CredentialsValid False Refused",
            "WebhookReady Unknown Asking",
            "SyncHealthy Unknown NoRunYet",
            AWAKE),
        situation(
            "Brevo refuses the key, after all went well",
            SEEN.checks(STRIPE, new Check(Check.BREVO, CheckStatus.FAILED, null), ENDPOINT),
            "Ready False CredentialsRefused",
            "Stalled True CredentialsRefused",
            "CredentialsValid False Refused",
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "a list is missing: nothing is written without it",
            SEEN.checks(
                STRIPE, BREVO, ENDPOINT, new Check(Check.LIST + "20", CheckStatus.FAILED, "none")),
            "Ready False ListMissing",
            "Stalled True ListMissing",
            "CredentialsValid True Incomplete",
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "a permission is missing: what can be read is",
            SEEN.checks(
                STRIPE,
                BREVO,
                ENDPOINT,
                new Check("Invoices readable", CheckStatus.FAILED, "no permission")),
            "Ready True InStep",
            "CredentialsValid True Incomplete",
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "the endpoint is wrong: changes come with the incremental runs",
            SEEN.checks(STRIPE, BREVO, new Check(Check.WEBHOOK, CheckStatus.FAILED, "no events")),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False EndpointNotVerified",
            COMPLETE,
            AWAKE),
        situation(
            "the key may not read endpoints",
            SEEN.checks(STRIPE, BREVO, UNSEEN),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady Unknown NotVerified",
            COMPLETE,
            AWAKE),
        situation(
            "there is no signing secret: webhooks are put off",
            SEEN.checks(STRIPE, BREVO, UNSEEN).told(UNSIGNED),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False NoSigningSecret",
            COMPLETE,
            AWAKE),
        situation(
            "the endpoint is there, its signing secret has not reached the receivers",
            SEEN.webhook(managed(new EndpointState.Ready("we_1", URI.create("https://a/s"), false)))
                .told(UNSIGNED),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False NoSigningSecret",
            COMPLETE,
            AWAKE),
        situation(
            "no webhooks are wanted",
            SEEN.webhook(NO_WEBHOOK),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False NotConfigured",
            COMPLETE,
            AWAKE),
        situation(
            "the cluster has no Gateway API",
            SEEN.webhook(
                new Observation.Webhook(
                    true, false, Optional.empty(), Optional.empty(), true, List.of())),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False GatewayApiMissing",
            COMPLETE,
            AWAKE),
        situation(
            "an older connector writes the same",
            SEEN.rival(
                new Rival("shop/old", new Claims(new TreeSet<>(Set.of(20L)), new TreeSet<>()))),
            "Ready False BrevoClaimed",
            "Stalled True BrevoClaimed",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "a signing secret is missing",
            SEEN.webhook(
                new Observation.Webhook(
                    true,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    List.of("there is no Secret hooks"))),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False SecretMissing",
            COMPLETE,
            AWAKE),
        situation(
            "the endpoint is being made",
            SEEN.webhook(managed(null)),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady Unknown MakingEndpoint",
            COMPLETE,
            AWAKE),
        situation(
            "the endpoint is there",
            SEEN.webhook(
                managed(new EndpointState.Ready("we_1", URI.create("https://a/s"), false))),
            "Ready True InStep",
            ACCEPTED,
            RECEIVING,
            COMPLETE,
            AWAKE),
        situation(
            "the key may make no endpoint",
            SEEN.webhook(managed(new EndpointState.MissingPermission("webhook_write", "allow it"))),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False PermissionMissing",
            COMPLETE,
            AWAKE),
        situation(
            "Stripe takes no more endpoints",
            SEEN.webhook(managed(new EndpointState.Problem("16 are there"))),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False EndpointProblem",
            COMPLETE,
            AWAKE),
        situation(
            "the endpoint is removed",
            SEEN.webhook(managed(new EndpointState.Removed())),
            "Ready True InStep",
            ACCEPTED,
            "WebhookReady False EndpointRemoved",
            COMPLETE,
            AWAKE));
  }
}
