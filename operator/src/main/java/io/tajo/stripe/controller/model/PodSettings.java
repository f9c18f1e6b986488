package io.tajo.stripe.controller.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all pods that the operator makes have in common.
 *
 * @param image of receivers and runs
 * @param databaseImage of a connector's own PostgreSQL, where its spec names none
 * @param pullPolicy empty: Kubernetes decides
 * @param pullSecrets in the connector's namespace
 * @param caConfigMap a ConfigMap of the connector's namespace whose {@code ca.crt} is trusted too
 * @param environment what receivers and runs get: where Stripe and Brevo answer, proxies
 */
public record PodSettings(
    String image,
    String databaseImage,
    Optional<String> pullPolicy,
    List<String> pullSecrets,
    Optional<String> caConfigMap,
    Map<String, String> environment) {
  public PodSettings {
    pullSecrets = List.copyOf(pullSecrets);
    environment = Map.copyOf(environment);
  }
}
