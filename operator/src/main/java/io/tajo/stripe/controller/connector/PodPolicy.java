package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Whom receivers and runs may talk to. */
final class PodPolicy extends Kept<NetworkPolicy> {
  PodPolicy() {
    super(NetworkPolicy.class, Names::receiver, always(Desired::podPolicy));
  }
}
