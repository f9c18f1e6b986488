package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Where Stripe reaches the receiver, by an ingress controller. */
final class ReceiverIngress extends Kept<Ingress> {
  ReceiverIngress() {
    super(Ingress.class, Names::receiver, Desired::ingress);
  }
}
