package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.javaoperatorsdk.operator.AggregatedOperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.workflow.WorkflowReconcileResult;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.controller.model.Names;
import io.tajo.stripe.controller.status.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** A connector's objects, after they were applied: those that Kubernetes took, and how pods are. */
final class AppliedObjects {
  /** What a run does without: it is about how Stripe and its load reach receivers. */
  private static final Set<Class<?>> OF_RECEIVERS_ALONE =
      Set.of(
          ReceiverIngress.class,
          ReceiverRoute.class,
          ReceiverBudget.class,
          ReceiverAutoscaler.class,
          ReceiverService.class);

  private final Context<StripeConnector> context;
  private final Names names;
  private final WorkflowReconcileResult result;

  private AppliedObjects(
      Context<StripeConnector> context, Names names, WorkflowReconcileResult result) {
    this.context = context;
    this.names = names;
    this.result = result;
  }

  /** Applies all: where one is refused, the others are there. */
  static AppliedObjects apply(Context<StripeConnector> context, Names names) {
    return new AppliedObjects(
        context,
        names,
        context.managedWorkflowAndDependentResourceContext().reconcileManagedWorkflow());
  }

  /** Whether all that a run needs was taken. */
  boolean areReadyForRuns() {
    return result.getErroredDependents().keySet().stream()
        .map(Object::getClass)
        .allMatch(OF_RECEIVERS_ALONE::contains);
  }

  /** What was refused. */
  Optional<AggregatedOperatorException> failure() {
    try {
      result.throwAggregateExceptionIfErrorsPresent();
      return Optional.empty();
    } catch (AggregatedOperatorException e) {
      return Optional.of(e);
    }
  }

  Workload receiver() {
    return named(Deployment.class, names.receiver(), Workload::of)
        .waitingFor(pods(Labels.ofReceiver(names)));
  }

  Workload database() {
    return named(StatefulSet.class, names.database(), Workload::of)
        .waitingFor(pods(Labels.ofDatabase(names)));
  }

  /** Asked of the API server, and so only where it matters. */
  private Stream<Pod> pods(Map<String, String> labels) {
    return Stream.of(labels)
        .flatMap(it ->
            context
                .getClient()
                .pods()
                .inNamespace(names.namespace())
                .withLabels(it)
                .list()
                .getItems()
                .stream());
  }

  boolean hasRoute() {
    return !context.getSecondaryResources(HTTPRoute.class).isEmpty();
  }

  /** By name: somebody may have copied one with its labels. */
  private <R extends HasMetadata> Workload named(
      Class<R> type, String name, Function<R, Workload> workload) {
    return context
        .getSecondaryResourcesAsStream(type)
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .map(workload)
        .orElse(Workload.NONE);
  }
}
