package io.tajo.stripe.controller;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.tajo.stripe.api.StripeConnector;
import io.tajo.stripe.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operator's process dies, loses its connections, or is one of two; connectors notice nothing.
 */
class OperatorLifeTest {
  private static final String MANAGED =
      "\"webhook\": {\"registration\": \"Managed\", \"host\": \"hooks.acme.example\"}";

  private static final int LIVES_AT_ONCE = 3;

  private static final List<String> RESOURCES =
      List.of(
          "stripeconnectors",
          "stripesyncs",
          "configmaps",
          "secrets",
          "services",
          "serviceaccounts",
          "deployments",
          "statefulsets",
          "poddisruptionbudgets",
          "networkpolicies",
          "jobs",
          "events");

  private static Scene scene() {
    return new Scene(Cluster.betweenRuns()).runsSucceed();
  }

  /** What nobody may notice. */
  private static void assertInStep(Scene scene) {
    scene.awaits("acme", "WebhookReady", "True", "Receiving");
    scene.awaitReady("acme");
    assertThat(scene.syncs()).as("full runs").hasSize(1);
    assertThat(scene.user().resources(Job.class).inNamespace(scene.namespace).list().getItems())
        .as("Jobs")
        .hasSize(1);
  }

  private static Optional<String> password(Scene scene) {
    return scene.get(Secret.class, "acme-database").map(it -> it.getData().get("password"));
  }

  @Test
  void killedAfterAnyOfItsWritesAnotherGoesOn() throws Exception {
    int writes;
    try (Scene scene = scene()) {
      scene.secret("acme");
      scene.connector("acme", MANAGED);
      scene.operator();
      assertInStep(scene);
      writes = scene.cluster.requests().writesSince(0).size();
    }
    assertThat(writes).isGreaterThan(15);
    List<Callable<Boolean>> lives =
        IntStream.rangeClosed(1, writes)
            .<Callable<Boolean>>mapToObj(write -> () -> killedAfter(write))
            .toList();
    long deaths = 0;
    try (ExecutorService some = Executors.newFixedThreadPool(LIVES_AT_ONCE)) {
      for (Future<Boolean> died : some.invokeAll(lives)) {
        deaths += died.get() ? 1 : 0;
      }
    }
    // The last writes are not in every life: an event may be spared.
    assertThat(deaths).as("of %d writes", writes).isGreaterThan(writes - 4);
  }

  /** Whether there were so many writes at all. */
  private static boolean killedAfter(int write) throws InterruptedException {
    try (Scene scene = scene()) {
      Cluster cluster = scene.cluster.steered();
      CountDownLatch dead = new CountDownLatch(1);
      cluster
          .requests()
          .afterWrites(
              write,
              () -> {
                cluster.unreachable(true);
                dead.countDown();
              });
      scene.secret("acme");
      scene.connector("acme", MANAGED);
      boolean died;
      try (KubernetesClient mortal = cluster.mortalClient()) {
        scene.operator(mortal, Optional.empty(), "operator-1");
        died = dead.await(5, SECONDS);
      }
      scene.stopOperator();
      cluster.heal();
      // The user's connections were broken too.
      await().atMost(Scene.SOON).ignoreExceptions().until(() -> scene.seen("acme").isPresent());
      Optional<String> password = password(scene);

      scene.operator();

      await().atMost(Scene.SOON).ignoreExceptions().untilAsserted(() -> assertInStep(scene));
      password.ifPresent(it -> assertThat(password(scene)).contains(it));
      return died;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void connectionsThatBreakAtEveryKindOfWriteAreNoTrouble(boolean done) {
    try (Scene scene = scene()) {
      Cluster cluster = scene.cluster.steered();
      scene.operator();
      scene.connector("acme", MANAGED);
      scene.awaits("acme", "Ready", "False", "SecretMissing");
      scene.awaitQuiet();
      for (String resource : RESOURCES) {
        for (String verb : List.of("create", "patch")) {
          if (done) {
            cluster.losingAnswers(verb, resource, 1);
          } else {
            cluster.resetting(verb, resource, 1);
          }
        }
      }

      // The user's own connections break too.
      await().atMost(Scene.SOON).ignoreExceptions().until(() -> scene.secret("acme") != null);
      await().atMost(Scene.SOON).ignoreExceptions().untilAsserted(() -> assertInStep(scene));
      assertThat(cluster.requests().all().stream().filter(it -> it.code() == 0).count())
          .isGreaterThan(10);
      scene.awaitQuiet();
    }
  }

  @Test
  void whileTheServerIsAwayItIsNotReadyAndThenItGoesOn() {
    try (Scene scene = scene()) {
      Cluster cluster = scene.cluster.steered();
      scene.secret("acme");
      scene.connector("acme", MANAGED);
      scene.operator();
      assertInStep(scene);
      StripeOperator operator = scene.current();
      assertThat(operator.isReady()).isTrue();

      cluster.unreachable(true);
      await().atMost(Scene.SOON).until(() -> !operator.isReady());
      cluster.heal();

      await().atMost(Scene.SOON).until(operator::isReady);
      scene.user().resource(scene.get(Deployment.class, "acme-receiver").orElseThrow()).delete();
      scene.awaits(Deployment.class, "acme-receiver", _ -> true);
      assertInStep(scene);
      scene.awaitQuiet();

      cluster.dropWatches();
      scene.user().resource(scene.get(Deployment.class, "acme-receiver").orElseThrow()).delete();
      scene.awaits(Deployment.class, "acme-receiver", _ -> true);
      await().atMost(Scene.SOON).until(operator::isReady);
      scene.stopOperator();
      assertThat(operator.isReady()).isFalse();
    }
  }

  @Test
  void ofTwoOneActsAndTheOtherTakesOver() throws Exception {
    Cluster cluster = Cluster.betweenRuns();
    try (KubernetesClient other = cluster.anotherClient()) {
      Optional<String> own = Optional.of(cluster.namespace("operator"));
      try (Scene scene = new Scene(cluster).runsSucceed()) {
        scene.operator(cluster.client(), own, "operator-1");
        StripeOperator first = scene.current();
        await().atMost(Scene.SOON).until(() -> first.status().leading());
        scene.operator(other, own, "operator-2");
        StripeOperator second = scene.current();
        assertThat(second.isReady()).isTrue();
        scene.secret("acme");
        scene.connector("acme", MANAGED);
        assertInStep(scene);
        assertThat(second.status()).isEqualTo(new OperatorStatus(true, false));

        scene.stopFirstOperator();

        // The Lease was given back: it need not run out.
        await().atMost(Duration.ofSeconds(10)).until(() -> second.status().leading());
        scene.connector("acme", MANAGED, "\"logging\": {\"level\": \"debug\"}");
        await()
            .atMost(Scene.SOON)
            .until(() -> scene.seen("acme").orElseThrow().getStatus().observedGeneration() == 2);
        assertInStep(scene);

        FutureTask<Void> lost =
            new FutureTask<>(() -> {
              second.awaitLoss();
              return null;
            });
        Thread.ofVirtual().start(lost);
        scene
            .user()
            .resources(Lease.class)
            .inNamespace(own.get())
            .withName(OperatorSettings.LEASE)
            .edit(lease ->
                lease.edit().editSpec().withHolderIdentity("operator-3").endSpec().build());
        lost.get(30, SECONDS);
        assertThat(second.status().leading()).isFalse();
      }
    }
  }

  private static Set<String> inStep(Scene scene) {
    return scene
        .user()
        .resources(StripeConnector.class)
        .inNamespace(scene.namespace)
        .list()
        .getItems()
        .stream()
        .filter(it -> it.getStatus() != null)
        .filter(it ->
            it.getStatus().conditions().stream()
                .anyMatch(one -> "InStep".equals(one.getReason()) && "Ready".equals(one.getType())))
        .map(it -> it.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  @Test
  void oneConnectorsTroubleDoesNotHoldUpTheOthers() {
    try (Scene scene = scene()) {
      scene.accounts.hanging.add("c7");
      scene.secret("acme");
      scene.secret("other", Map.of("stripe", FakeAccounts.WRONG, "brevo", "xkeysib-sandbox"), true);
      List<String> good = new ArrayList<>();
      for (int i : IntStream.range(0, 50).toArray()) {
        String name = "c" + i;
        switch (i) {
          case 7 -> scene.connector(name);
          case 8 ->
              scene.connector(
                  name, "\"stripe\": {\"secretKey\": {\"name\": \"none\", \"key\": \"stripe\"}}");
          case 9 ->
              scene.connector(
                  name, "\"stripe\": {\"secretKey\": {\"name\": \"other\", \"key\": \"stripe\"}}");
          default -> {
            scene.connector(name);
            good.add(name);
          }
        }
      }

      scene.operator();

      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(() -> assertThat(inStep(scene)).containsAll(good));
      scene.awaits("c7", "Ready", "False", "CheckingAccounts");
      scene.awaits("c8", "Ready", "False", "SecretMissing");
      scene.awaits("c9", "Ready", "False", "CredentialsRefused");
      scene.awaitQuiet();
      scene.cluster.requests().assertNoWrites(Duration.ofSeconds(2));
    }
  }
}
