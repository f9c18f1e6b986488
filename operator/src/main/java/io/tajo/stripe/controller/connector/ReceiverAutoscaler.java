package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** As many receivers as the load asks for. */
final class ReceiverAutoscaler extends Kept<HorizontalPodAutoscaler> {
  ReceiverAutoscaler() {
    super(HorizontalPodAutoscaler.class, Names::receiver, Desired::receiverAutoscaler);
  }
}
