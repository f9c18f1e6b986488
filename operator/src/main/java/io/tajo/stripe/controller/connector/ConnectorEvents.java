package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.controller.model.Names;
import io.tajo.stripe.controller.status.Outcomes;
import io.tajo.stripe.controller.status.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes a connector be looked at again: its objects, the Secrets that it names, its runs, what
 * its receiver tells, and answers of Stripe and Brevo. One informer a kind, each with a selector,
 * so that nothing of others is held in memory.
 */
final class ConnectorEvents {
  static final String SYNCS = "syncs";

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          ConfigMap.class,
          Secret.class,
          Service.class,
          ServiceAccount.class,
          StatefulSet.class,
          PodDisruptionBudget.class,
          HorizontalPodAutoscaler.class,
          Ingress.class,
          NetworkPolicy.class);

  private final ConnectorServices services;

  ConnectorEvents(ConnectorServices services) {
    this.services = services;
  }

  List<EventSource<?, StripeConnector>> sources(EventSourceContext<StripeConnector> context) {
    List<EventSource<?, StripeConnector>> sources = new ArrayList<>();
    for (Class<? extends HasMetadata> kind : KINDS) {
      sources.add(own(kind, context));
    }
    InformerEventSource<Deployment, StripeConnector> deployments = own(Deployment.class, context);
    sources.add(deployments);
    sources.add(services.secrets().source(context));
    sources.add(syncs(context));
    sources.add(receivers(deployments));
    sources.add(new Answers(services));
    return sources;
  }

  private static <R extends HasMetadata> InformerEventSource<R, StripeConnector> own(
      Class<R> kind, EventSourceContext<StripeConnector> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, StripeConnector.class)
            .withName(kind.getSimpleName())
            .withLabelSelector(Labels.MANAGED)
            .withSecondaryToPrimaryMapper(ConnectorEvents::madeFor)
            .build(),
        context);
  }

  private static Set<ResourceID> madeFor(HasMetadata object) {
    return Labels.connector(object).stream()
        .map(name -> new ResourceID(name, object.getMetadata().getNamespace()))
        .collect(Collectors.toSet());
  }

  private static EventSource<StripeSync, StripeConnector> syncs(
      EventSourceContext<StripeConnector> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(StripeSync.class, StripeConnector.class)
            .withName(SYNCS)
            .withSecondaryToPrimaryMapper(sync ->
                Set.of(
                    new ResourceID(sync.getSpec().connector(), sync.getMetadata().getNamespace())))
            .withOnUpdateFilter((now, before) -> !isSame(now, before))
            .build(),
        context);
  }

  /** Whether a run is to its connector what it was: how far it is changes all the time. */
  static boolean isSame(StripeSync now, StripeSync before) {
    return RunState.of(now).equals(RunState.of(before));
  }

  private record RunState(
      @Nullable Long generation,
      @Nullable String deletion,
      Optional<Phase> phase,
      Optional<Instant> end,
      boolean hasJob,
      Optional<String> reason) {
    static RunState of(StripeSync sync) {
      Optional<StripeSyncStatus> status = Optional.ofNullable(sync.getStatus());
      return new RunState(
          sync.getMetadata().getGeneration(),
          sync.getMetadata().getDeletionTimestamp(),
          status.map(StripeSyncStatus::phase),
          status.map(StripeSyncStatus::completionTime),
          status.map(StripeSyncStatus::job).isPresent(),
          Outcomes.reason(sync));
    }
  }

  /** One without pods that serve is not asked: nobody would answer. */
  private ReceiverLooks receivers(InformerEventSource<Deployment, StripeConnector> deployments) {
    return new ReceiverLooks(
        services.statuses(),
        id ->
            deployments.isRunning()
                && deployments
                    .get(new ResourceID(names(id).receiver(), names(id).namespace()))
                    .map(Workload::of)
                    .map(Workload::available)
                    .orElse(false),
        services.clock());
  }

  private static Names names(ResourceID id) {
    return new Names(id.getNamespace().orElseThrow(), id.getName());
  }
}
