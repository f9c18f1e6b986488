package io.tajo.stripe.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.api.StripeSync;
import io.tajo.stripe.api.StripeSyncStatus.Phase;
import io.tajo.stripe.chart.ChartRules;
import io.tajo.stripe.cluster.Cluster;
import io.tajo.stripe.cluster.ObjectKey;
import io.tajo.stripe.cluster.Requests.Request;
import io.tajo.stripe.cluster.Requests.Use;
import io.tajo.stripe.cluster.Workloads.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart grants what the operator makes use of in a whole life with every feature; no more, no
 * less.
 */
class RbacEqualityTest {
  /** The library asks whether it has it, and starts no leader election without. */
  private static final Set<Use> UNUSED =
      Set.of(new Use("coordination.k8s.io", "leases", "", "update"));

  private static final String WEBHOOK =
      """
      "webhook": {"registration": "Managed", "host": "hooks.acme.example", %s}
      """;
  private static final String INGRESS = WEBHOOK.formatted("\"expose\": {\"ingress\": {}}");
  private static final String GATEWAY =
      WEBHOOK.formatted(
          """
          "autoscaling": {"minReplicas": 2, "maxReplicas": 5},
          "expose": {"gateway": {"parentRefs": [{"name": "public"}]}}
          """);
  private static final String STORE =
      """
      "store": {"postgres": {"url": {"name": "pg", "key": "url"}}}
      """;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsGrantedIsUsedAndWhatIsUsedIsGranted(boolean everywhere) {
    Cluster cluster = Cluster.betweenRuns().withGatewayApi();
    try (Scene scene = new Scene(cluster).runsSucceed()) {
      String own = cluster.namespace("operator");
      List<PolicyRule> rules =
          everywhere ? ChartRules.everywhere() : ChartRules.within(scene.namespace);
      if (everywhere) {
        cluster.withRules(rules);
      } else {
        cluster.withRules(scene.namespace, rules);
      }
      cluster.withRules(own, ChartRules.own());
      scene.operator(
          cluster.client(),
          new OperatorSettings(
              everywhere ? Set.of() : Set.of(scene.namespace),
              Optional.of(own),
              ChartRules.lease(),
              scene.settings),
          "operator-1");

      live(scene, cluster);
      scene.stopOperator();

      assertThat(cluster.requests().all())
          .filteredOn(request -> request.code() == 403)
          .extracting(Request::toString)
          .isEmpty();
      Set<Use> granted = new TreeSet<>(uses(rules));
      granted.addAll(uses(ChartRules.own()));
      granted.removeAll(UNUSED);
      assertThat(without(granted, cluster.requests().used())).as("granted and not used").isEmpty();
      assertThat(without(cluster.requests().used(), granted)).as("used and not granted").isEmpty();
    }
  }

  private static Set<Use> without(Set<Use> some, Set<Use> others) {
    Set<Use> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  private static Set<Use> uses(List<PolicyRule> rules) {
    Set<Use> uses = new TreeSet<>();
    for (PolicyRule rule : rules) {
      for (String group : rule.getApiGroups()) {
        for (String resource : rule.getResources()) {
          String[] parts = resource.split("/", 2);
          for (String verb : rule.getVerbs()) {
            uses.add(new Use(group, parts[0], parts.length == 1 ? "" : parts[1], verb));
          }
        }
      }
    }
    return uses;
  }

  private static void live(Scene scene, Cluster cluster) {
    scene.secret("acme");
    scene.secret("pg", Map.of("url", "postgresql://u:p@db.example:5432/ledger"), true);
    // Somebody else writes to the connector at the same time.
    cluster.failing("patch", "stripeconnectors", 409, 1);
    StripeConnector connector = scene.connector("acme", INGRESS);
    scene.awaits("acme", "WebhookReady", "True", "Receiving");
    scene.awaitReady("acme");
    assertThat(scene.get(Secret.class, "acme-database")).isPresent();
    scene.awaits(Ingress.class, "acme-receiver", _ -> true);
    scene.awaits(PodDisruptionBudget.class, "acme-receiver", _ -> true);
    changes(scene);
    runs(scene, cluster);
    scene.awaitReady("acme");

    scene.user().resource(connector).delete();

    scene.awaitGone(StripeConnector.class, "acme");
    // A user's own runs stay.
    await().atMost(Scene.SOON).until(() -> scene.syncs().size() == 3);
    scene.awaitQuiet();
  }

  /** Every object that a spec can want or not, made and deleted. */
  private static void changes(Scene scene) {
    scene.connector("acme", GATEWAY, STORE);
    scene.awaits(HTTPRoute.class, "acme-receiver", _ -> true);
    scene.awaits(HorizontalPodAutoscaler.class, "acme-receiver", _ -> true);
    scene.awaitGone(Ingress.class, "acme-receiver");
    for (Class<? extends HasMetadata> kind :
        List.of(StatefulSet.class, Service.class, ServiceAccount.class, NetworkPolicy.class)) {
      scene.awaitGone(kind, "acme-database");
    }
    scene.connector(
        "acme",
        WEBHOOK.formatted("\"replicas\": 1"),
        "\"sync\": {\"schedule\": {\"incremental\": \"*/15 * * * *\", \"full\": \"0 3 29 2 *\"}}");
    scene.awaitGone(HTTPRoute.class, "acme-receiver");
    scene.awaitGone(HorizontalPodAutoscaler.class, "acme-receiver");
    scene.awaitGone(PodDisruptionBudget.class, "acme-receiver");
    scene.awaitReady("acme");
  }

  private static long runsMade(Cluster cluster) {
    return cluster.requests().all().stream()
        .filter(it -> it.verb().equals("create") && it.key().resource().equals("stripesyncs"))
        .filter(it -> it.code() == 201)
        .count();
  }

  /** Runs until the first are too old to be kept, and one whose connector and Job go. */
  private static void runs(Scene scene, Cluster cluster) {
    scene.run("mine", "acme");
    scene.awaitsRun("mine", Phase.SUCCEEDED, _ -> true);
    for (int i = 0; i < 4; i++) {
      scene.awaitReady("acme");
      long made = runsMade(cluster);
      scene.clock.advance(Duration.ofMinutes(16));
      scene.touch("acme");
      await().atMost(Scene.SOON).until(() -> runsMade(cluster) > made);
    }
    scene.awaitReady("acme");
    // Three are kept, besides the first and the user's own.
    await().atMost(Scene.SOON).until(() -> scene.syncs().size() == 5);
    cluster.workloads().job(ObjectKey.job(scene.namespace, "cut"), new Outcome.Running());
    StripeConnector other = scene.connector("other");
    scene.awaitReady("other");
    scene.run("cut", "other");
    scene.awaitsRun("cut", Phase.PENDING, it -> it.job() != null);
    scene.user().resource(other).delete();
    scene.awaitsRun("cut", Phase.FAILED, _ -> true);
    scene.awaitGone(Job.class, "cut");
    scene.user().resources(StripeSync.class).inNamespace(scene.namespace).withName("cut").delete();
    cluster.workloads().job(ObjectKey.job(scene.namespace, "lost"), new Outcome.Running());
    scene.run("lost", "acme");
    scene.awaitsRun("lost", Phase.PENDING, it -> it.job() != null);
    scene.user().resource(scene.get(Job.class, "lost").orElseThrow()).delete();
    scene.awaitsRun("lost", Phase.FAILED, _ -> true);
    scene.clock.advance(Duration.ofSeconds(5)); // What has ended last is what counts.
    scene.run("again", "acme");
    scene.awaitsRun("again", Phase.SUCCEEDED, _ -> true);
  }
}
