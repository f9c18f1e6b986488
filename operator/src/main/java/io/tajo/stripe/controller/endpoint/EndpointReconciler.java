package io.tajo.stripe.controller.endpoint;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.tajo.stripe.api.Manifest;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeConnectorStatus.Webhook;
import io.tajo.stripe.controller.AccountInquiry;
import io.tajo.stripe.controller.Inquiries;
import io.tajo.stripe.controller.Inquiries.Answer;
import io.tajo.stripe.controller.OperatorSettings;
import io.tajo.stripe.controller.input.Resolution.Resolved;
import io.tajo.stripe.controller.input.Resolver;
import io.tajo.stripe.controller.input.UserSecrets;
import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.pipeline.EndpointState;
import io.tajo.stripe.pipeline.ManagedEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the webhook endpoint in Stripe of a connector whose spec says Managed, and deletes it with
 * the connector. Only such a connector has a finalizer, and it waits for Stripe for five minutes at
 * most: an endpoint that is left is named in the log, and in Stripe's Dashboard.
 */
@ControllerConfiguration(
    name = "endpoint",
    fieldManager = OperatorSettings.FIELD_MANAGER + "-endpoint",
    triggerReconcilerOnAllEvents = true)
public final class EndpointReconciler implements Reconciler<StripeConnector> {
  /** Only on connectors whose endpoint in Stripe the operator keeps. */
  public static final String FINALIZER = "connectors.tajo.io/webhook-endpoint";

  private static final Logger LOG = LoggerFactory.getLogger(EndpointReconciler.class);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration AGAIN = ManagedEndpoint.OVERLAP.plusMinutes(1);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(30);

  private final Resolver resolver;
  private final UserSecrets secrets;
  private final AccountInquiry accounts;
  private final Inquiries<EndpointState> inquiries;
  private final Endpoints endpoints;
  private final InstantSource clock;

  /** Whose endpoint is kept, so that it can be deleted when the Secrets have gone already. */
  private final Map<ResourceID, Manifest> known = new ConcurrentHashMap<>();

  /**
   * A reconciler.
   *
   * @param endpoints told of how each stands
   */
  public EndpointReconciler(
      Resolver resolver,
      UserSecrets secrets,
      AccountInquiry accounts,
      Inquiries<EndpointState> inquiries,
      Endpoints endpoints,
      InstantSource clock) {
    this.resolver = resolver;
    this.secrets = secrets;
    this.accounts = accounts;
    this.inquiries = inquiries;
    this.endpoints = endpoints;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, StripeConnector>> prepareEventSources(
      EventSourceContext<StripeConnector> context) {
    SimpleInboundEventSource<StripeConnector> answers = new SimpleInboundEventSource<>("answers");
    inquiries.onAnswer(answers::propagateEvent);
    return List.of(answers, secrets.source(context), deleted(context));
  }

  /** A signing Secret that somebody deletes: Stripe shows what was in it to nobody again. */
  private static EventSource<Secret, StripeConnector> deleted(
      EventSourceContext<StripeConnector> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, StripeConnector.class)
            .withName("signing-secrets")
            .withLabelSelector(Labels.RECEIVERS)
            .withSecondaryToPrimaryMapper(secret ->
                Labels.connector(secret).stream()
                    .map(name -> new ResourceID(name, secret.getMetadata().getNamespace()))
                    .collect(Collectors.toSet()))
            .withOnAddFilter(_ -> false)
            .withOnUpdateFilter((_, _) -> false)
            .build(),
        context);
  }

  @Override
  public UpdateControl<StripeConnector> reconcile(
      StripeConnector connector, Context<StripeConnector> context) {
    ResourceID id = ResourceID.fromResource(connector);
    if (context.isPrimaryResourceDeleted()) {
      forget(id);
      return UpdateControl.noUpdate();
    }
    boolean managed =
        connector.getSpec().effective().managesEndpoint() && !connector.isMarkedForDeletion();
    if (managed) {
      return keep(id, connector, context);
    }
    if (!connector.hasFinalizer(FINALIZER)) {
      endpoints.forget(id);
      return UpdateControl.noUpdate();
    }
    return remove(id, connector, context);
  }

  private UpdateControl<StripeConnector> keep(
      ResourceID id, StripeConnector connector, Context<StripeConnector> context) {
    if (!connector.hasFinalizer(FINALIZER)) {
      // Before anything is made that somebody has to delete.
      PrimaryUpdateAndCacheUtils.addFinalizer(context, FINALIZER);
    }
    if (!(resolver.resolve(connector, secrets.of(connector, context))
        instanceof Resolved resolved)) {
      return UpdateControl.noUpdate(); // The connector's status says what is missing.
    }
    known.put(id, resolved.manifest());
    String question = "keep " + resolved.question();
    Optional<Answer<EndpointState>> last = answered(id, question);
    Instant now = clock.instant();
    Optional<Instant> next =
        last.map(answer -> answer.at().plus(isGood(answer) ? AGAIN : pause(answer)));
    SigningSecret kept = new SigningSecret(context.getClient(), connector);
    boolean lost = last.filter(EndpointReconciler::isGood).isPresent() && kept.isAbsent();
    if (lost || next.isEmpty() || !next.get().isAfter(now)) {
      inquiries.ask(
          id, question, () -> accounts.keep(resolved.manifest(), kept.store(), kept.memory()));
      return UpdateControl.noUpdate();
    }
    last.flatMap(Answer::value).ifPresent(state -> endpoints.put(id, state));
    return UpdateControl.<StripeConnector>noUpdate()
        .rescheduleAfter(Duration.between(now, next.get()));
  }

  private Optional<Answer<EndpointState>> answered(ResourceID id, String question) {
    return inquiries.latest(id).filter(answer -> answer.question().equals(question));
  }

  private static boolean isGood(Answer<EndpointState> answer) {
    return answer.value().map(EndpointState.Ready.class::isInstance).orElse(false);
  }

  /** Whether a state is what was hoped for. */
  public static boolean isSettled(EndpointState state) {
    return switch (state) {
      case EndpointState.Ready _, EndpointState.Removed _ -> true;
      case EndpointState.MissingPermission _, EndpointState.Problem _ -> false;
    };
  }

  /** A permission is not granted within seconds, and Stripe counts what is asked. */
  private static Duration pause(Answer<EndpointState> answer) {
    Duration pause =
        AFTER_TROUBLE.multipliedBy(1L << Math.min(Math.max(0, answer.failures() - 1), 10));
    return answer.value().orElse(null) instanceof EndpointState.MissingPermission
            || pause.compareTo(AGAIN) > 0
        ? AGAIN
        : pause;
  }

  private UpdateControl<StripeConnector> remove(
      ResourceID id, StripeConnector connector, Context<StripeConnector> context) {
    String question = "remove " + connector.getMetadata().getUid();
    Optional<Answer<EndpointState>> last = answered(id, question);
    boolean removed =
        last.flatMap(Answer::value).map(EndpointState.Removed.class::isInstance).orElse(false);
    Optional<Manifest> manifest = manifest(id, connector, context);
    boolean hopeless = connector.isMarkedForDeletion() && manifest.isEmpty();
    SigningSecret kept = new SigningSecret(context.getClient(), connector);
    boolean nothing = isDenied(last) && kept.isAbsent();
    if (removed || nothing || hopeless || isTooLate(connector)) {
      if (!removed && !nothing) {
        left(id, connector);
      }
      forget(id);
      PrimaryUpdateAndCacheUtils.removeFinalizer(context, FINALIZER);
      return UpdateControl.noUpdate();
    }
    Instant now = clock.instant();
    Instant next = last.map(answer -> answer.at().plus(pause(answer))).orElse(now);
    if (!next.isAfter(now)) {
      manifest.ifPresent(it ->
          inquiries.ask(id, question, () -> accounts.remove(it, kept.store(), kept.memory())));
      next = now.plus(AFTER_TROUBLE);
    }
    Duration pause = Duration.between(now, next);
    return UpdateControl.<StripeConnector>noUpdate()
        .rescheduleAfter(pause.compareTo(AFTER_TROUBLE) > 0 ? AFTER_TROUBLE : pause);
  }

  /** Without the permission none was ever made, unless something is remembered of it. */
  private static boolean isDenied(Optional<Answer<EndpointState>> last) {
    return last.flatMap(Answer::value)
        .map(EndpointState.MissingPermission.class::isInstance)
        .orElse(false);
  }

  private void left(ResourceID id, StripeConnector connector) {
    Optional<Webhook> known =
        Optional.ofNullable(connector.getStatus()).map(StripeConnectorStatus::webhook);
    LOG.atWarn()
        .addKeyValue("connector", id)
        .addKeyValue("endpoint", known.map(Webhook::endpointId).orElse("unknown"))
        .addKeyValue("url", known.map(Webhook::url).orElse("unknown"))
        .log("The webhook endpoint may still be in Stripe: delete it in the Dashboard");
  }

  private Optional<Manifest> manifest(
      ResourceID id, StripeConnector connector, Context<StripeConnector> context) {
    return resolver.resolve(connector, secrets.of(connector, context)) instanceof Resolved resolved
        ? Optional.of(resolved.manifest())
        : Optional.ofNullable(known.get(id));
  }

  private void forget(ResourceID id) {
    inquiries.forget(id);
    endpoints.forget(id);
    known.remove(id);
  }

  /** A connector that lives on keeps trying; one that is deleted does not hang for ever. */
  private boolean isTooLate(StripeConnector connector) {
    String deleted = connector.getMetadata().getDeletionTimestamp();
    return deleted != null && Instant.parse(deleted).plus(PATIENCE).isBefore(clock.instant());
  }
}
