package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Labels;
import io.tajo.stripe.controller.model.Names;

/** Where Stripe reaches the receiver, by the Gateway API. */
@KubernetesDependent(informer = @Informer(labelSelector = Labels.MANAGED))
final class ReceiverRoute extends Kept<HTTPRoute> {
  ReceiverRoute() {
    super(HTTPRoute.class, Names::receiver, Desired::route);
  }
}
