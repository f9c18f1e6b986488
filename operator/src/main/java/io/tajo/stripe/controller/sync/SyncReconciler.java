package io.tajo.stripe.controller.sync;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.tajo.stripe.api.ConditionTypes;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeConnectorStatus;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.controller.Announcer;
import io.tajo.stripe.controller.OperatorMetrics;
import io.tajo.stripe.controller.OperatorSettings;
import io.tajo.stripe.controller.StatusWriter;
import io.tajo.stripe.controller.model.PodSettings;
import io.tajo.stripe.controller.model.SyncJobs;
import io.tajo.stripe.controller.status.ConnectorStatuses;
import io.tajo.stripe.controller.status.Outcomes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes one Job a run when its turn comes, and writes how far it is, and how it ended. */
@ControllerConfiguration(
    name = "sync",
    fieldManager = OperatorSettings.FIELD_MANAGER,
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
@Workflow(explicitInvocation = true, dependents = @Dependent(name = "job", type = SyncJob.class))
public final class SyncReconciler implements Reconciler<StripeSync> {
  private static final Duration WAITING = Duration.ofSeconds(15);

  /** A run whose pod does not come holds up all others of its connector. */
  private static final Duration LONGEST_START = Duration.ofHours(1);

  private static final String BY_CONNECTOR = "connector";
  private static final String CONNECTORS = "connectors";

  private final PodSettings pods;
  private final SyncPods runs;
  private final OperatorMetrics metrics;
  private final InstantSource clock;
  private final SyncStatuses statuses;
  private final StatusWriter<StripeSync, StripeSyncStatus> writer;

  public SyncReconciler(
      PodSettings pods,
      SyncPods runs,
      Announcer announcer,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.pods = pods;
    this.runs = runs;
    this.metrics = metrics;
    this.clock = clock;
    this.statuses = new SyncStatuses(clock);
    this.writer = new StatusWriter<>(StripeSync::new, SyncReconciler::told, announcer);
  }

  @Override
  public List<EventSource<?, StripeSync>> prepareEventSources(
      EventSourceContext<StripeSync> context) {
    context.getPrimaryCache().addIndexer(BY_CONNECTOR, sync -> List.of(connector(sync).toString()));
    return List.of(
        runs.looks(),
        new InformerEventSource<StripeConnector, StripeSync>(
            InformerEventSourceConfiguration.from(StripeConnector.class, StripeSync.class)
                .withName(CONNECTORS)
                .withSecondaryToPrimaryMapper(connector -> waiting(connector, context))
                .<StripeSync>withPrimaryToSecondaryMapper(sync -> Set.of(connector(sync)))
                .build(),
            context));
  }

  private static ResourceID connector(StripeSync sync) {
    return new ResourceID(sync.getSpec().connector(), sync.getMetadata().getNamespace());
  }

  /** Runs that a change of their connector may set going. */
  private static Set<ResourceID> waiting(
      StripeConnector connector, EventSourceContext<StripeSync> context) {
    return context
        .getPrimaryCache()
        .byIndex(BY_CONNECTOR, ResourceID.fromResource(connector).toString())
        .stream()
        .filter(sync -> !Outcomes.hasEnded(sync))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  @Override
  public UpdateControl<StripeSync> reconcile(StripeSync sync, Context<StripeSync> context) {
    if (Outcomes.hasEnded(sync)) {
      return UpdateControl.noUpdate();
    }
    SyncObservation seen = observe(sync, context);
    StripeSyncStatus status = statuses.of(sync, seen);
    writer.write(sync, status, context);
    UpdateControl<StripeSync> control = UpdateControl.noUpdate();
    return switch (seen) {
      case SyncObservation.Ended _, SyncObservation.Stopped _ -> {
        runs.over(sync);
        metrics.ended(sync, status);
        yield control;
      }
      case SyncObservation.Going _ -> control.rescheduleAfter(RunLooks.BETWEEN);
      case SyncObservation.Waiting _ -> control.rescheduleAfter(WAITING);
    };
  }

  private SyncObservation observe(StripeSync sync, Context<StripeSync> context) {
    Optional<Job> job = job(sync, context);
    Optional<StripeConnector> connector = context.getSecondaryResource(StripeConnector.class);
    if (job.isPresent() && !isMadeFor(sync, job.get())) {
      return new SyncObservation.Waiting(
          "JobOfAnother", "A Job of its name is there: it waits until that is gone");
    }
    if (job.isPresent()) {
      return observe(job.get(), connector.isEmpty() && isGone(sync, context), context);
    }
    if (hadJob(sync)) {
      return new SyncObservation.Stopped(
          "JobDeleted",
          "Its Job was deleted before its end was seen, so that nobody knows how it went: make"
              + " another StripeSync");
    }
    if (connector.isEmpty()) {
      return new SyncObservation.Waiting(
          "ConnectorMissing",
          "There is no StripeConnector " + sync.getSpec().connector() + " in this namespace");
    }
    if (connector.get().getSpec().effective().suspended()
        && !Boolean.TRUE.equals(sync.getSpec().dryRun())) {
      return new SyncObservation.Waiting("Suspended", "The connector's spec.suspend is true");
    }
    Optional<String> unready = unready(connector.get());
    if (unready.isPresent()) {
      return new SyncObservation.Waiting("ConnectorNotReady", unready.get());
    }
    Optional<StripeSync> first = Turn.before(sync, alike(sync, context));
    if (first.isPresent()) {
      return new SyncObservation.Waiting(
          "WaitsForTurn", "It waits for " + first.get().getMetadata().getName());
    }
    context
        .managedWorkflowAndDependentResourceContext()
        .put(Job.class, SyncJobs.job(sync, connector.get(), pods));
    context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow();
    return new SyncObservation.Going(
        sync.getMetadata().getName(),
        clock.instant(),
        false,
        Optional.empty(),
        Optional.empty(),
        SyncObservation.Attempts.NONE);
  }

  private SyncObservation observe(Job job, boolean orphan, Context<StripeSync> context) {
    SyncObservation seen = runs.of(job);
    if (!(seen instanceof SyncObservation.Going going)) {
      return seen;
    }
    if (orphan) { // Its configuration and its database are gone, or will be.
      return end(job, "ConnectorDeleted", "Its StripeConnector was deleted while it ran", context);
    }
    return going.isLate(LONGEST_START, clock.instant())
        ? end(job, "PodNeverStarted", neverStarted(going), context)
        : going;
  }

  private static String neverStarted(SyncObservation.Going going) {
    return "It was given up, since its pod did not start for an hour"
        + going.trouble().map(it -> ": " + it).orElse("");
  }

  /** A run that was deleted and made anew has its name, not its Job. */
  private static boolean isMadeFor(StripeSync sync, Job job) {
    return job.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(sync.getMetadata().getUid()));
  }

  /** Only what the operator has looked at and found in order is handed to a pod. */
  private static Optional<String> unready(StripeConnector connector) {
    @Nullable StripeConnectorStatus status = connector.getStatus();
    if (status == null
        || !Objects.equals(status.observedGeneration(), connector.getMetadata().getGeneration())) {
      return Optional.of("The connector is being looked at");
    }
    List<Condition> conditions = Objects.requireNonNullElse(status.conditions(), List.of());
    return conditions.stream()
        .filter(condition -> ConditionTypes.READY.equals(condition.getType()))
        .filter(condition -> ConnectorStatuses.NOT_APPLIED.contains(condition.getReason()))
        .map(condition -> String.valueOf(condition.getMessage()))
        .findFirst();
  }

  /** A cache that lags, as a new leader's may, must not make a run fail. */
  private static Optional<Job> job(StripeSync sync, Context<StripeSync> context) {
    Optional<Job> cached = context.getSecondaryResource(Job.class);
    return cached.isPresent() || !hadJob(sync)
        ? cached
        : Optional.ofNullable(
            context
                .getClient()
                .resources(Job.class)
                .inNamespace(sync.getMetadata().getNamespace())
                .withName(sync.getMetadata().getName())
                .get());
  }

  private static boolean isGone(StripeSync sync, Context<StripeSync> context) {
    return context
            .getClient()
            .resources(StripeConnector.class)
            .inNamespace(sync.getMetadata().getNamespace())
            .withName(sync.getSpec().connector())
            .get()
        == null;
  }

  private static SyncObservation end(
      Job job, String reason, String why, Context<StripeSync> context) {
    context
        .getClient()
        .resource(job)
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
    return new SyncObservation.Stopped(reason, why);
  }

  private static boolean hadJob(StripeSync sync) {
    @Nullable StripeSyncStatus status = sync.getStatus();
    return status != null && status.job() != null;
  }

  private static Stream<StripeSync> alike(StripeSync sync, Context<StripeSync> context) {
    return context.getPrimaryCache().byIndex(BY_CONNECTOR, connector(sync).toString()).stream();
  }

  /** A Job that Kubernetes refuses is told, and tried again. */
  @Override
  public ErrorStatusUpdateControl<StripeSync> updateErrorStatus(
      StripeSync sync, Context<StripeSync> context, Exception e) {
    return Outcomes.hasEnded(sync) || hadJob(sync)
        ? ErrorStatusUpdateControl.noStatusUpdate()
        : writer.tell(
            sync,
            e,
            why -> statuses.of(sync, new SyncObservation.Waiting("JobRefused", why)),
            context);
  }

  /** How far a run is, is no event; an attempt that failed is one. */
  private static @Nullable List<Condition> told(StripeSyncStatus status) {
    boolean retries =
        status.conditions() != null
            && status.conditions().stream()
                .anyMatch(it -> SyncStatuses.RETRYING.equals(it.getReason()));
    return status.completionTime() == null && !retries ? null : status.conditions();
  }
}
