package io.tajo.stripe.controller.status;

import static io.tajo.stripe.controller.status.ConditionSet.FALSE;
import static io.tajo.stripe.controller.status.ConditionSet.TRUE;
import static io.tajo.stripe.controller.status.ConditionSet.UNKNOWN;

import io.fabric8.kubernetes.api.model.Condition;
import io.tajo.stripe.api.ConditionReasons;
import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Check;
import io.tajo.stripe.controller.model.Names;
import io.tajo.stripe.pipeline.EndpointState;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code WebhookReady}: whether events reach the connector as soon as they happen. */
final class WebhookCondition {
  private static final String TYPE = ConditionTypes.WEBHOOK_READY;

  private final ConditionSet conditions;
  private final Observation seen;

  private WebhookCondition(ConditionSet conditions, Observation seen) {
    this.conditions = conditions;
    this.seen = seen;
  }

  /** Adds it. */
  static void add(ConditionSet conditions, Observation seen, Names names) {
    new WebhookCondition(conditions, seen).add(names);
  }

  private void add(Names names) {
    if (!seen.webhook().configured()) {
      conditions.set(
          TYPE,
          FALSE,
          "NotConfigured",
          "There is no spec.webhook: changes arrive with the incremental runs");
    } else if (seen.webhook().gatewayMissing()) {
      conditions.set(
          TYPE,
          FALSE,
          "GatewayApiMissing",
          "The cluster has no HTTPRoute (gateway.networking.k8s.io/v1): install the Gateway API, or"
              + " use spec.webhook.expose.ingress");
    } else if (!seen.webhook().withoutSigning().isEmpty()) {
      conditions.set(
          TYPE, FALSE, "SecretMissing", String.join("; ", seen.webhook().withoutSigning()));
    } else if (!seen.receiver().available()) {
      conditions.set(TYPE, FALSE, "ReceiverNotReady", Readiness.receivers(seen.receiver(), names));
    } else if (seen.webhook().managed()) {
      managed();
    } else {
      manual();
    }
  }

  private void managed() {
    Optional<EndpointState> endpoint = seen.webhook().endpoint();
    if (endpoint.isEmpty()) {
      conditions.keep(TYPE, "MakingEndpoint", "The endpoint in Stripe is being made");
      return;
    }
    switch (endpoint.get()) {
      case EndpointState.Ready(String id, URI url, _) ->
          received(TRUE, "Receiving", "Stripe sends events to " + url + " (" + id + ")");
      case EndpointState.MissingPermission(_, String message) ->
          conditions.set(TYPE, FALSE, "PermissionMissing", message);
      case EndpointState.Problem(String message) ->
          conditions.set(TYPE, FALSE, "EndpointProblem", message);
      case EndpointState.Removed() ->
          conditions.set(TYPE, FALSE, "EndpointRemoved", "The endpoint in Stripe is removed");
    }
  }

  private void manual() {
    Optional<Check> check =
        seen.checks().stream()
            .flatMap(List::stream)
            .filter(it -> it.name().equals(Check.WEBHOOK))
            .findFirst();
    if (check.isEmpty()) {
      conditions.keep(TYPE, "Asking", "The connection test is going on");
      return;
    }
    switch (check.get().status()) {
      case PASSED -> received(TRUE, "Receiving", "Receivers take Stripe's webhooks");
      case FAILED -> conditions.set(TYPE, FALSE, "EndpointNotVerified", check.get().sentence());
      case SKIPPED ->
          received(
              UNKNOWN,
              ConditionSet.NOT_VERIFIED,
              Objects.requireNonNullElse(check.get().message(), "The endpoint cannot be verified"));
    }
  }

  /** Unless receivers put all webhooks off, since nothing tells Stripe's from others. */
  private void received(String status, String reason, String message) {
    withoutSecret()
        .ifPresentOrElse(
            why -> conditions.set(TYPE, FALSE, ConditionReasons.NO_SIGNING_SECRET, why),
            () -> conditions.set(TYPE, status, reason, message));
  }

  private Optional<String> withoutSecret() {
    return seen.told().map(StripeConnectorStatus::conditions).stream()
        .flatMap(List::stream)
        .filter(it ->
            TYPE.equals(it.getType()) && ConditionReasons.NO_SIGNING_SECRET.equals(it.getReason()))
        .map(Condition::getMessage)
        .findFirst();
  }
}
