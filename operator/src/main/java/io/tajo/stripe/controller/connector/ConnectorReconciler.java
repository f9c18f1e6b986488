package io.tajo.stripe.controller.connector;

import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.controller.OperatorSettings;
import io.tajo.stripe.controller.Refusals;
import io.tajo.stripe.controller.StatusWriter;
import io.tajo.stripe.controller.input.Resolution.Refused;
import io.tajo.stripe.controller.input.Resolution.Resolved;
import io.tajo.stripe.controller.model.Names;
import io.tajo.stripe.controller.status.ConnectorStatuses;
import io.tajo.stripe.controller.status.Observation;
import io.tajo.stripe.controller.status.Outcomes;
import io.tajo.stripe.controller.status.Rival;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings about what a {@code StripeConnector} asks for: resolve its Secrets, keep its objects, test
 * its accounts, make its runs, and write what is seen to its status.
 */
@ControllerConfiguration(
    name = "connector",
    fieldManager = OperatorSettings.FIELD_MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@Workflow(
    explicitInvocation = true,
    handleExceptionsInReconciler = true,
    dependents = {
      @Dependent(name = "document", type = Document.class, useEventSourceWithName = "ConfigMap"),
      @Dependent(
          name = "database-account",
          type = DatabaseAccount.class,
          useEventSourceWithName = "ServiceAccount",
          reconcilePrecondition = Kept.Wanted.class),
      @Dependent(
          name = "database-secret",
          type = DatabaseSecret.class,
          useEventSourceWithName = "Secret",
          reconcilePrecondition = Kept.Wanted.class),
      @Dependent(
          name = "database-policy",
          type = DatabasePolicy.class,
          useEventSourceWithName = "NetworkPolicy",
          reconcilePrecondition = Kept.Wanted.class),
      @Dependent(
          name = "database-service",
          type = DatabaseService.class,
          useEventSourceWithName = "Service",
          reconcilePrecondition = Kept.Wanted.class),
      @Dependent(
          name = "database",
          type = DatabaseSet.class,
          useEventSourceWithName = "StatefulSet",
          dependsOn = "database-secret",
          reconcilePrecondition = Kept.Wanted.class),
      @Dependent(
          name = "sync-account",
          type = SyncAccount.class,
          useEventSourceWithName = "ServiceAccount"),
      @Dependent(
          name = "receiver-account",
          type = ReceiverAccount.class,
          useEventSourceWithName = "ServiceAccount"),
      @Dependent(
          name = "pod-policy",
          type = PodPolicy.class,
          useEventSourceWithName = "NetworkPolicy"),
      @Dependent(
          name = "receiver-service",
          type = ReceiverService.class,
          useEventSourceWithName = "Service"),
      @Dependent(
          name = "receiver",
          type = Receiver.class,
          useEventSourceWithName = "Deployment",
          dependsOn = {"document", "receiver-account"}),
      @Dependent(
          name = "receiver-budget",
          type = ReceiverBudget.class,
          useEventSourceWithName = "PodDisruptionBudget",
          reconcilePrecondition = Kept.Wanted.class),
      @Dependent(
          name = "receiver-autoscaler",
          type = ReceiverAutoscaler.class,
          useEventSourceWithName = "HorizontalPodAutoscaler",
          reconcilePrecondition = Kept.Wanted.class),
      @Dependent(
          name = "receiver-ingress",
          type = ReceiverIngress.class,
          useEventSourceWithName = "Ingress",
          reconcilePrecondition = Kept.Wanted.class),
      @Dependent(
          name = "receiver-route",
          type = ReceiverRoute.class,
          activationCondition = GatewayServed.class,
          reconcilePrecondition = Kept.Wanted.class)
    })
public final class ConnectorReconciler implements Reconciler<StripeConnector> {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Between looks at what nothing tells of: pods that wait, an older connector that goes. */
  private static final Duration LOOKS = Duration.ofSeconds(30);

  private final ConnectorServices services;
  private final ConnectionTests tests;
  private final ConnectorStatuses statuses;
  private final StatusWriter<StripeConnector, StripeConnectorStatus> writer;
  private volatile @Nullable Rivals rivals;

  public ConnectorReconciler(ConnectorServices services) {
    this.services = services;
    this.tests = new ConnectionTests(services.tests(), services.accounts(), services.clock());
    this.statuses = new ConnectorStatuses(services.clock());
    this.writer =
        new StatusWriter<>(
            StripeConnector::new, StripeConnectorStatus::conditions, services.announcer());
  }

  @Override
  public List<EventSource<?, StripeConnector>> prepareEventSources(
      EventSourceContext<StripeConnector> context) {
    Rivals all = new Rivals(context.getPrimaryCache());
    rivals = all;
    services.metrics().connectors(context.getPrimaryCache()::list);
    List<EventSource<?, StripeConnector>> sources =
        new ArrayList<>(new ConnectorEvents(services).sources(context));
    sources.add(all);
    return sources;
  }

  @Override
  public UpdateControl<StripeConnector> reconcile(
      StripeConnector connector, Context<StripeConnector> context) {
    // Where a Secret is missing nothing is deleted: what runs goes on with what it has.
    return switch (services
        .resolver()
        .resolve(connector, services.secrets().of(connector, context))) {
      case Refused refused ->
          written(
              connector,
              statuses.refused(connector, refused.reason(), refused.message()),
              Optional.empty(),
              context);
      case Resolved resolved -> reconcile(connector, resolved, context);
    };
  }

  private UpdateControl<StripeConnector> reconcile(
      StripeConnector connector, Resolved resolved, Context<StripeConnector> context) {
    Look look = look(connector, resolved, context);
    PlannedRuns runs =
        PlannedRuns.of(connector, resolved, look.syncs(), look.told(), context.getClient());
    Observation seen = look.observation(runs.next());
    if (look.isReadyForRuns()) {
      runs.start(services.clock().instant());
    }
    runs.tidy();
    if (look.rival().isPresent()) {
      runs.stop();
    }
    if (look.objects().failure().isPresent()) {
      return failed(connector, seen, look.objects(), context);
    }
    return written(
        connector,
        statuses.of(connector, seen),
        soonest(
            List.of(
                look.test().next(),
                look.isReadyForRuns() ? runs.lookAgain() : Optional.empty(),
                look.rival().isPresent() || !look.isUp()
                    ? Optional.of(services.clock().instant().plus(LOOKS))
                    : Optional.empty())),
        context);
  }

  /** Asks how its accounts stand, brings its objects in line, and looks at what is there. */
  private Look look(
      StripeConnector connector, Resolved resolved, Context<StripeConnector> context) {
    ResourceID id = ResourceID.fromResource(connector);
    ConnectionTests.Standing test = tests.look(id, resolved);
    Rivals all = Objects.requireNonNull(rivals, "event sources come first");
    Optional<Rival> rival = all.of(connector, test.organization());
    boolean held = rival.isPresent() || (test.checks().isEmpty() && all.mayHold(connector));
    Given.put(context, held ? resolved.desired().held() : resolved.desired());
    List<StripeSync> syncs = List.copyOf(context.getSecondaryResources(StripeSync.class));
    return new Look(
        connector,
        resolved,
        test,
        rival,
        AppliedObjects.apply(context, Names.of(connector)),
        context
            .getSecondaryResource(ReceiverAnswer.class)
            .map(told -> told.since(new Outcomes(syncs))),
        syncs,
        services.endpoints().of(id));
  }

  private UpdateControl<StripeConnector> written(
      StripeConnector connector,
      StripeConnectorStatus status,
      Optional<Instant> next,
      Context<StripeConnector> context) {
    writer.write(connector, status, context);
    UpdateControl<StripeConnector> control = UpdateControl.noUpdate();
    Optional<Instant> again = soonest(List.of(next, ConnectorStatuses.lookAgain(status)));
    if (again.isPresent()) {
      Duration pause = Duration.between(services.clock().instant(), again.get());
      control.rescheduleAfter(pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause);
    }
    return control;
  }

  /** All that could be done is done; what Kubernetes refused is told, and tried again. */
  private UpdateControl<StripeConnector> failed(
      StripeConnector connector,
      Observation seen,
      AppliedObjects objects,
      Context<StripeConnector> context) {
    AggregatedOperatorException failure = objects.failure().orElseThrow();
    if (Refusals.isToldAt(attempt(context), failure)) {
      writer.write(
          connector,
          statuses.failed(connector, seen, objects.areReadyForRuns(), Refusals.sentence(failure)),
          context);
    }
    throw failure;
  }

  private static int attempt(Context<StripeConnector> context) {
    return context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0);
  }

  /** What Kubernetes refuses is told, and tried again. */
  @Override
  public ErrorStatusUpdateControl<StripeConnector> updateErrorStatus(
      StripeConnector connector, Context<StripeConnector> context, Exception e) {
    return Refusals.several(e).isPresent()
        ? ErrorStatusUpdateControl.noStatusUpdate()
        : writer.tell(connector, e, why -> statuses.failed(connector, why), context);
  }

  private static Optional<Instant> soonest(List<Optional<Instant>> times) {
    return times.stream().flatMap(Optional::stream).min(Instant::compareTo);
  }
}
