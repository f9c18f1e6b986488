package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.Service;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Where the receiver is within the cluster. */
final class ReceiverService extends Kept<Service> {
  ReceiverService() {
    super(Service.class, Names::receiver, always(Desired::receiverService));
  }
}
