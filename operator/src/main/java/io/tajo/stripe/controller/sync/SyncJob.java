package io.tajo.stripe.controller.sync;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.GarbageCollected;
import io.javaoperatorsdk.operator.processing.dependent.Creator;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependentResource;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.controller.model.Labels;

/** The Job of a run: made once, never changed, as the run itself. */
@KubernetesDependent(informer = @Informer(labelSelector = Labels.MANAGED))
final class SyncJob extends KubernetesDependentResource<Job, StripeSync>
    implements Creator<Job, StripeSync>, GarbageCollected<StripeSync> {
  SyncJob() {
    super(Job.class);
  }

  @Override
  protected Job desired(StripeSync sync, Context<StripeSync> context) {
    return context.managedWorkflowAndDependentResourceContext().getMandatory(Job.class, Job.class);
  }
}
