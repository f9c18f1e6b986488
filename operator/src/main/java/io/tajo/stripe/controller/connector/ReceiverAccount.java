package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Who receivers are: nobody. */
final class ReceiverAccount extends Kept<ServiceAccount> {
  ReceiverAccount() {
    super(ServiceAccount.class, Names::receiver, always(Desired::receiverAccount));
  }
}
