package io.tajo.stripe.controller.connector;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.controller.model.Desired;

/** What a reconciliation hands to its dependents. */
final class Given {
  private Given() {}

  static void put(Context<StripeConnector> context, Desired desired) {
    context.managedWorkflowAndDependentResourceContext().put(Desired.class, desired);
  }

  static Desired desired(Context<StripeConnector> context) {
    return context
        .managedWorkflowAndDependentResourceContext()
        .getMandatory(Desired.class, Desired.class);
  }
}
