package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.dependent.DependentResource;
import io.javaoperatorsdk.operator.processing.dependent.workflow.Condition;
import io.tajo.stripe.api.StripeConnector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster has the Gateway API: without it, routes cannot be watched. Asked of the API
 * server every few minutes at most, since every reconciliation wants to know.
 */
final class GatewayServed implements Condition<HTTPRoute, StripeConnector> {
  private static final Duration BELIEVED = Duration.ofMinutes(5);

  private boolean served;
  private @Nullable Long asked;

  @Override
  public boolean isMet(
      DependentResource<HTTPRoute, StripeConnector> dependent,
      StripeConnector connector,
      Context<StripeConnector> context) {
    return isServed(context.getClient());
  }

  private synchronized boolean isServed(KubernetesClient client) {
    long now = System.nanoTime();
    if (asked == null || now - asked > BELIEVED.toNanos()) {
      served = client.supports(HTTPRoute.class);
      asked = now;
    }
    return served;
  }
}
