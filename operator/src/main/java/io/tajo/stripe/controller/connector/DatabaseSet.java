package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;
import java.util.Optional;

/**
 * The connector's own PostgreSQL. Kubernetes lets nobody change a StatefulSet's disk: what it was
 * made with stays, whatever the spec says later.
 */
final class DatabaseSet extends Kept<StatefulSet> {
  private static final String RETAIN = "Retain";

  DatabaseSet() {
    super(StatefulSet.class, Names::database, Desired::database);
  }

  @Override
  protected StatefulSet desired(StripeConnector connector, Context<StripeConnector> context) {
    StatefulSet desired = super.desired(connector, context);
    return getSecondaryResource(connector, context)
        .map(there -> withDiskOf(there, desired))
        .orElse(desired);
  }

  /**
   * A connector that moves to another PostgreSQL leaves its old disk, also where the disk is to go
   * with the connector: first the set lets go of it, and when Kubernetes has seen that, the set is
   * deleted.
   */
  @Override
  public void delete(StripeConnector connector, Context<StripeConnector> context) {
    Optional<StatefulSet> there = getSecondaryResource(connector, context);
    if (there.filter(DatabaseSet::takesItsDisk).isPresent()) {
      context
          .getClient()
          .resource(there.get())
          .edit(set ->
              new StatefulSetBuilder(set)
                  .editSpec()
                  .editPersistentVolumeClaimRetentionPolicy()
                  .withWhenDeleted(RETAIN)
                  .endPersistentVolumeClaimRetentionPolicy()
                  .endSpec()
                  .build());
    } else if (there.filter(DatabaseSet::isSeen).isPresent()) {
      super.delete(connector, context);
    }
  }

  private static boolean takesItsDisk(StatefulSet set) {
    return !RETAIN.equals(set.getSpec().getPersistentVolumeClaimRetentionPolicy().getWhenDeleted());
  }

  private static boolean isSeen(StatefulSet set) {
    return set.getStatus() != null
        && set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration());
  }

  private static StatefulSet withDiskOf(StatefulSet there, StatefulSet desired) {
    PersistentVolumeClaimSpec disk = there.getSpec().getVolumeClaimTemplates().getFirst().getSpec();
    return new StatefulSetBuilder(desired)
        .editSpec()
        .editFirstVolumeClaimTemplate()
        .editSpec()
        .withStorageClassName(disk.getStorageClassName())
        .withResources(disk.getResources())
        .endSpec()
        .endVolumeClaimTemplate()
        .endSpec()
        .build();
  }
}
