package io.tajo.stripe.controller.connector;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.BooleanWithUndefined;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.KubernetesDependent;
import io.tajo.stripe.controller.model.Desired;
import io.tajo.stripe.controller.model.Names;

/** The connector as its pods read it. */
@KubernetesDependent(useSSA = BooleanWithUndefined.TRUE)
final class Document extends Kept<ConfigMap> {
  Document() {
    super(ConfigMap.class, Names::document, always(Desired::document));
  }
}
