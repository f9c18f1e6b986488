package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Keeps one receiver while nodes are drained. */
final class ReceiverBudget extends Kept<PodDisruptionBudget> {
  ReceiverBudget() {
    super(PodDisruptionBudget.class, Names::receiver, Desired::receiverBudget);
  }
}
