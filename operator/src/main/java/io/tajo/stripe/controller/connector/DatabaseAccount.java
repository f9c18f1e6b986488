package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Who PostgreSQL is: nobody. */
final class DatabaseAccount extends Kept<ServiceAccount> {
  DatabaseAccount() {
    super(ServiceAccount.class, Names::database, Desired::databaseAccount);
  }
}
