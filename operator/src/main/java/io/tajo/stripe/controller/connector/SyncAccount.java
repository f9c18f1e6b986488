package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Who runs are: nobody. */
final class SyncAccount extends Kept<ServiceAccount> {
  SyncAccount() {
    super(ServiceAccount.class, Names::sync, always(Desired::syncAccount));
  }
}
