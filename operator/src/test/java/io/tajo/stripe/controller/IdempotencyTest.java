package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.cluster.Requests.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is applied is what the API server then has: looked at again, nothing is written. On a real
 * cluster this needs no node: pods may stay pending.
 */
@Tag("cluster")
class IdempotencyTest {
  private static final String ALL =
      """
      "webhook": {"registration": "Managed", "host": "hooks.acme.example",
          "signingSecrets": [{"name": "acme", "key": "signing"}],
          "allowedSourceRanges": ["3.18.12.63/32"],
          "autoscaling": {"minReplicas": 2, "maxReplicas": 4},
          "expose": {"ingress": {"className": "traefik", "tlsSecretName": "tls",
              "annotations": {"cert-manager.io/cluster-issuer": "letsencrypt"}}}},
      "store": {"size": "2048Mi", "whenDeleted": "Delete"},
      "sync": {"since": "2024-01-01", "schedule": {"full": "0 4 * * 1", "timeZone": "Europe/Paris"}},
      "fieldMapping": {"email": "email", "total_spent": "TOTAL_SPENT"},
      "logging": {"level": "verbose", "webhooks": true}
      """;

  @Test
  void aSecondReconcileWritesNothing() {
    try (Scene scene = Scene.withoutPods().operator()) {
      scene.secret("acme");
      scene.connector("acme", ALL);
      scene.awaits(Deployment.class, "acme-receiver", _ -> true);
      scene.awaits(StatefulSet.class, "acme-database", _ -> true);
      scene.awaits(HorizontalPodAutoscaler.class, "acme-receiver", _ -> true);
      scene.awaits(Ingress.class, "acme-receiver", _ -> true);
      scene.awaits(NetworkPolicy.class, "acme-receiver", _ -> true);
      scene.awaits(Service.class, "acme-database", _ -> true);
      scene.awaits(ConfigMap.class, "acme-connector", _ -> true);
      scene.awaits(Secret.class, "acme-signing", it -> it.getData().containsKey("we_acme"));
      scene.awaits("acme", "CredentialsValid", "True", "Accepted");
      scene.awaitQuiet();

      int mark = scene.cluster.requests().mark();
      scene.stopOperator();
      scene.accounts.tests.set(0);
      scene.operator();
      scene.awaits(StripeConnector.class, "acme", _ -> scene.accounts.tests.get() > 0);
      await()
          .during(Duration.ofSeconds(5))
          .atMost(Scene.SOON)
          .untilAsserted(() -> assertThat(written(scene, mark)).isEmpty());
    }
  }

  /** Where nobody steers them, pods get on meanwhile, and statuses and events tell. */
  private static List<Request> written(Scene scene, int mark) {
    return scene.cluster.requests().writesSince(mark).stream()
        .filter(it ->
            scene.cluster.canSteer()
                || !(it.subresource().equals("status") || it.key().resource().equals("events")))
        .toList();
  }
}
