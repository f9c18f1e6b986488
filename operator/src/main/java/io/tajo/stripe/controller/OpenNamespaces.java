package io.tajo.stripe.controller;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tajo.stripe.api.StripeConnector;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those of the named namespaces that the operator may look into: one that is deleted, and its Role
 * with it, must not keep it from looking after the others.
 */
public final class OpenNamespaces {
  private static final Logger LOG = LoggerFactory.getLogger(OpenNamespaces.class);

  private OpenNamespaces() {}

  /**
   * Asks the API server. One that does not answer closes none.
   *
   * @param named empty: all namespaces, by a ClusterRole
   * @throws IllegalStateException that says what to do, where it may look into none of them, or the
   *     cluster knows no StripeConnectors
   */
  public static Set<String> of(KubernetesClient client, Set<String> named) {
    Set<String> open = new TreeSet<>();
    for (String namespace : named) {
      if (isOpen(client, namespace)) {
        open.add(namespace);
      } else {
        LOG.atWarn()
            .addKeyValue("namespace", namespace)
            .log(
                "The operator may not look into this namespace, and goes on without it: make the"
                    + " namespace and upgrade the chart, or take it out of watchNamespaces");
      }
    }
    if (open.isEmpty() && !named.isEmpty()) {
      throw new IllegalStateException(
          "the operator may look into none of the namespaces "
              + String.join(", ", named)
              + ": make them, and upgrade the chart, which gives it a Role in each");
    }
    return open;
  }

  private static boolean isOpen(KubernetesClient client, String namespace) {
    try {
      client
          .resources(StripeConnector.class)
          .inNamespace(namespace)
          .list(new ListOptionsBuilder().withLimit(1L).build());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new IllegalStateException(
            "the cluster does not know StripeConnectors: apply the definitions of crds/ (`kubectl"
                + " apply --server-side --force-conflicts -f crds/`)",
            e);
      }
      return e.getCode() != HttpURLConnection.HTTP_FORBIDDEN;
    }
  }
}
