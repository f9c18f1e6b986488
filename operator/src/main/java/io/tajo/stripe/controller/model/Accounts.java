package io.tajo.stripe.controller.model;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.tajo.stripe.controller.model.Labels.Component;
import java.util.List;

/** Who the pods are to Kubernetes: nobody that may ask it for anything. */
final class Accounts {
  private Accounts() {}

  static ServiceAccount withoutCredentials(Names names, String name, Component component) {
    return new ServiceAccountBuilder()
        .withMetadata(Labels.metadata(names, name, component))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  static List<LocalObjectReference> pullSecrets(PodSettings settings) {
    return settings.pullSecrets().stream().map(LocalObjectReference::new).toList();
  }
}
