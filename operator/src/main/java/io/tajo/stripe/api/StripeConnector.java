package io.tajo.stripe.api;

import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A Stripe account and a Brevo account that are kept in step. */
@Group("connectors.tajo.io")
@Version("v1alpha1")
@Kind("StripeConnector")
@ShortNames("stripeconn")
@Categories("tajo")
public final class StripeConnector
    extends CustomResource<StripeConnectorSpec, StripeConnectorStatus> implements Namespaced {
  @Required
  @Override
  public StripeConnectorSpec getSpec() {
    return super.getSpec();
  }
}
