package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Who may talk to PostgreSQL. */
final class DatabasePolicy extends Kept<NetworkPolicy> {
  DatabasePolicy() {
    super(NetworkPolicy.class, Names::database, Desired::databasePolicy);
  }
}
