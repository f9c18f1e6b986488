package io.tajo.stripe.api;

import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One run of a StripeConnector. */
@Group("connectors.tajo.io")
@Version("v1alpha1")
@Kind("StripeSync")
@ShortNames("stsync")
@Categories("tajo")
public final class StripeSync extends CustomResource<StripeSyncSpec, StripeSyncStatus>
    implements Namespaced {
  @Required
  @Override
  public StripeSyncSpec getSpec() {
    return super.getSpec();
  }
}
