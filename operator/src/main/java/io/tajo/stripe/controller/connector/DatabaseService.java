package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.Service;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** Where PostgreSQL is within the namespace. */
final class DatabaseService extends Kept<Service> {
  DatabaseService() {
    super(Service.class, Names::database, Desired::databaseService);
  }
}
