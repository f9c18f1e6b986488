package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** The pods that receive webhooks and work them off. */
final class Receiver extends Kept<Deployment> {
  Receiver() {
    super(Deployment.class, Names::receiver, always(Desired::receiver));
  }
}
